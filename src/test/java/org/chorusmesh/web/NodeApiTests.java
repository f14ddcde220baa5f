package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tests for the node and its order parameter over REST. */
@ApiTest
class NodeApiTests {

    private static final String SETTINGS = "/api/v1/settings";

    @Autowired private ApiClient api;

    @Autowired private ChorusNode node;

    @Autowired private FakeGossip gossip;

    @Test
    void tellsWhoTheNodeIsAndHowItStands() {
        ApiClient.Answer answer = this.api.get("/api/v1/node");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        JsonNode json = answer.json();
        assertThat(json.propertyNames())
                .containsExactly(
                        "nodeId",
                        "mesh",
                        "incarnation",
                        "bootId",
                        "lamport",
                        "phase",
                        "frequencyHz",
                        "naturalFrequencyHz",
                        "atNanos",
                        "reportPeriod",
                        "state",
                        "peers",
                        "verdicts");
        assertThat(json.get("nodeId").stringValue()).isEqualTo("me");
        assertThat(json.get("mesh").stringValue()).isEqualTo("test");
        assertThat(json.get("incarnation").longValue())
                .isEqualTo(this.node.snapshot().identity().boot().incarnation());
        assertThat(json.get("bootId").stringValue()).matches("[0-9a-f]{16}");
        assertThat(json.get("phase").doubleValue()).isBetween(0.0, 2 * Math.PI);
        assertThat(json.get("naturalFrequencyHz").doubleValue()).isEqualTo(1);
        assertThat(json.get("state").stringValue()).isEqualTo("running");
        assertThat(json.get("peers").propertyNames())
                .containsExactly("live", "fading", "joining", "oneWay", "muted", "evicted");
        assertThat(json.get("verdicts").propertyNames()).hasSize(Verdict.values().length);
    }

    @Test
    void countsPeersAndVerdicts() {
        FakePeer peer = new FakePeer(this.gossip, "counted");
        peer.answer(1);
        await().until(() -> contains("counted"));
        JsonNode json = this.api.get("/api/v1/node").json();
        long known =
                json.get("peers")
                        .propertyStream()
                        .filter((count) -> !count.getKey().equals("evicted"))
                        .mapToLong((count) -> count.getValue().longValue())
                        .sum();
        assertThat(known).isEqualTo(this.node.snapshot().peers().size()).isPositive();
        assertThat(json.get("verdicts").get("admitted").longValue()).isPositive();
    }

    @Test
    void setsThePhaseAndKicksIt() {
        // An oscillator that stands still shows nothing but what it is told.
        this.api.write("PATCH", SETTINGS, "{\"frequencyHz\": 0, \"coupling\": 0}");
        ApiClient.Answer set = this.api.write("POST", "/api/v1/node/phase", "{\"phase\": 2}");
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().get("phase").doubleValue()).isCloseTo(2, offset(1e-12));
        ApiClient.Answer kicked = this.api.write("POST", "/api/v1/node/phase", "{\"kick\": -2.5}");
        assertThat(kicked.json().get("phase").doubleValue())
                .isCloseTo(2 * Math.PI - 0.5, offset(1e-12));
        this.api.write("DELETE", SETTINGS, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"phase\": 1, \"kick\": 1}"})
    void requiresEitherAPhaseOrAKick(String body) {
        ApiClient.Answer answer = this.api.write("POST", "/api/v1/node/phase", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fieldsAtFault()).containsExactlyInAnyOrder("phase", "kick");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"phase\": \"1\"}",
                "{\"phase\": null}",
                "{\"phase\": 1e999}",
                "{\"phase\": true}",
                "{\"phase\": [1]}",
            })
    void requiresAFiniteNumberForThePhase(String body) {
        ApiClient.Answer answer = this.api.write("POST", "/api/v1/node/phase", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.fieldsAtFault()).containsExactly("phase");
    }

    @Test
    void tellsTheOrderParameterInFewWords() {
        await().until(() -> this.node.history().size() > 2);
        ApiClient.Answer answer = this.api.get("/api/v1/order");
        assertThat(answer.json().propertyNames())
                .containsExactly(
                        "r",
                        "meanPhase",
                        "n",
                        "mesh",
                        "significance",
                        "criticalCoupling",
                        "couplingMargin",
                        "cannotLock",
                        "guidance",
                        "atNanos",
                        "history");
        assertThat(answer.json().get("history").isEmpty()).isTrue();
        assertThat(answer.body()).hasSizeLessThan(600);
    }

    @Test
    void tellsAsMuchOfThePastAsIsAskedFor() {
        await().until(() -> spanNanos("60s") > 700_000_000L);
        // Less where the machine stood still within it.
        await().untilAsserted(
                        () ->
                                assertThat(spanNanos("PT0.5S"))
                                        .isBetween(300_000_000L, 500_000_000L));
        assertThat(spanNanos("0s")).isZero();
        assertThat(
                        this.api
                                .get("/api/v1/order?history=60s")
                                .json()
                                .get("history")
                                .get(0)
                                .propertyNames())
                .containsExactly("atNanos", "r", "meanPhase", "n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"61s", "-1s", "10", "soon", "1s&history=2s"})
    void knowsNoOtherPast(String history) {
        ApiClient.Answer answer = this.api.get("/api/v1/order?history=" + history);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.fieldsAtFault()).containsExactly("history");
    }

    private long spanNanos(String history) {
        JsonNode samples = this.api.get("/api/v1/order?history=" + history).json().get("history");
        return samples.isEmpty()
                ? 0
                : samples.get(samples.size() - 1).get("atNanos").longValue()
                        - samples.get(0).get("atNanos").longValue();
    }

    @Test
    void hasNoOrderParameterAloneAndOneInCompany() {
        removePeers();
        JsonNode alone = this.api.get("/api/v1/order").json();
        assertThat(alone.get("r").isNull()).isTrue();
        assertThat(alone.get("n").intValue()).isEqualTo(1);
        assertThat(alone.get("significance").doubleValue()).isEqualTo(1);
        assertThat(alone.get("criticalCoupling").isNull()).isTrue();
        assertThat(alone.get("couplingMargin").isNull()).isTrue();
        assertThat(alone.get("guidance").get(0).stringValue())
                .startsWith("This node has no peers.");
        FakePeer peer = new FakePeer(this.gossip, "companion");
        await().until(
                        () -> {
                            peer.answer(1);
                            NodeSnapshot snapshot = this.node.snapshot();
                            return snapshot.order().n() == 2 && snapshot.meshOrder() == null;
                        });
        JsonNode together = this.api.get("/api/v1/order").json();
        assertThat(together.get("r").doubleValue()).isBetween(0.0, 1.0);
        assertThat(together.get("n").intValue()).isEqualTo(2);
        assertThat(together.get("criticalCoupling").isNumber()).isTrue();
        assertThat(together.get("mesh").isNull()).isTrue();
    }

    /** The peer is in step with the node, and says that the mesh is not. */
    @Test
    void theOrderOfTheMeshIsWhatItsPeersMakeOfIt() {
        removePeers();
        FakePeer peer = new FakePeer(this.gossip, "estimator").estimating(0.5);
        await().untilAsserted(
                        () -> {
                            peer.follow(this.node);
                            JsonNode order = this.api.get("/api/v1/order").json();
                            JsonNode mesh = order.get("mesh");
                            assertThat(mesh.isObject()).isTrue();
                            assertThat(mesh.propertyNames()).containsExactly("r", "meanPhase", "n");
                            assertThat(order.get("r").doubleValue()).isGreaterThan(0.99);
                            assertThat(mesh.get("r").doubleValue()).isCloseTo(0.52, offset(0.1));
                            assertThat(
                                            Phases.difference(
                                                    mesh.get("meanPhase").doubleValue(),
                                                    order.get("meanPhase").doubleValue()))
                                    .isCloseTo(0, offset(0.3));
                            assertThat(mesh.get("n").longValue()).isEqualTo(presentMembers());
                        });
    }

    private void removePeers() {
        for (JsonNode peer : this.api.get("/api/v1/peers").json().get("peers")) {
            String id = URLEncoder.encode(peer.get("nodeId").stringValue(), StandardCharsets.UTF_8);
            this.api.write("DELETE", "/api/v1/peer?id=" + id, null);
        }
        await().until(() -> this.node.snapshot().order().n() == 1);
    }

    private long presentMembers() {
        return this.node.snapshot().beat().members().stream().filter(MemberView::isPresent).count();
    }

    private boolean contains(String nodeId) {
        return this.node.snapshot().peers().stream()
                .anyMatch((peer) -> peer.nodeId().equals(nodeId));
    }
}
