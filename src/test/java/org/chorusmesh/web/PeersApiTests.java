package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tests for peers over REST. */
@ApiTest
class PeersApiTests {

    private static final AtomicInteger counter = new AtomicInteger();

    @Autowired private ApiClient api;

    @Autowired private ChorusNode node;

    @Autowired private FakeGossip gossip;

    @Test
    void listsPeersAtOneInstant() {
        String id = livePeer();
        JsonNode json = this.api.get("/api/v1/peers").json();
        assertThat(json.propertyNames()).containsExactly("node", "peers", "atNanos");
        assertThat(json.get("node").propertyNames())
                .containsExactly(
                        "nodeId",
                        "phase",
                        "frequencyHz",
                        "naturalFrequencyHz",
                        "coupling",
                        "lockingRangeHz",
                        "inStep",
                        "outOfStepMillis");
        JsonNode peer =
                json.get("peers")
                        .valueStream()
                        .filter((candidate) -> candidate.get("nodeId").stringValue().equals(id))
                        .findFirst()
                        .orElseThrow();
        assertThat(peer.propertyNames())
                .containsExactly(
                        "nodeId",
                        "incarnation",
                        "bootId",
                        "lamport",
                        "phase",
                        "frequencyHz",
                        "naturalFrequencyHz",
                        "ageMillis",
                        "silenceMillis",
                        "staleness",
                        "weight",
                        "evidence",
                        "override",
                        "state",
                        "roundTripMicros",
                        "gossipPeriod",
                        "slow",
                        "phaseDifference",
                        "detuningHz",
                        "locking");
        assertThat(peer.get("phaseDifference").doubleValue())
                .as("at the same instant")
                .isEqualTo(
                        Phases.difference(
                                peer.get("phase").doubleValue(),
                                json.get("node").get("phase").doubleValue()));
        assertThat(peer.get("detuningHz").doubleValue()).isZero();
        assertThat(peer.get("locking").stringValue()).isEqualTo("settling");
        assertThat(peer.get("naturalFrequencyHz").doubleValue()).isEqualTo(1);
        assertThat(peer.get("state").stringValue()).isIn("live", "fading");
        assertThat(peer.get("roundTripMicros").doubleValue()).isNotNegative();
        assertThat(peer.get("gossipPeriod").stringValue()).isEqualTo("PT0.05S");
    }

    @Test
    void showsOnePeer() {
        String id = livePeer();
        ApiClient.Answer answer = this.api.get("/api/v1/peers/" + id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("nodeId").stringValue()).isEqualTo(id);
    }

    @Test
    void hasNoRoundTripBeforeAnAnswer() {
        FakePeer peer = new FakePeer(this.gossip, "mute-of-answers");
        peer.speak(1);
        await().until(() -> this.api.get("/api/v1/peers/mute-of-answers").status() == 200);
        assertThat(
                        this.api
                                .get("/api/v1/peers/mute-of-answers")
                                .json()
                                .get("roundTripMicros")
                                .isNull())
                .isTrue();
    }

    @Test
    void findsPeersWhoseIdsNeedEscapes() {
        FakePeer peer = new FakePeer(this.gossip, "größe 1.2~3");
        peer.speak(1);
        await().until(() -> this.api.get("/api/v1/peers/gr%C3%B6%C3%9Fe%201.2~3").status() == 200);
    }

    @ParameterizedTest
    @MethodSource("legalIds")
    void aPeerOfAnyLegalIdIsInspectedPatchedAndDeleted(String id) {
        FakePeer peer = new FakePeer(this.gossip, id);
        peer.speak(1);
        String path = "/api/v1/peer?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        await().until(() -> this.api.get(path).status() == 200);
        assertThat(this.api.get(path).json().get("nodeId").stringValue()).isEqualTo(id);
        ApiClient.Answer patched = this.api.write("PATCH", path, "{\"muted\": true}");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().get("nodeId").stringValue()).isEqualTo(id);
        assertThat(this.node.snapshot().overrides().get(id).muted()).isTrue();
        assertThat(this.api.write("PATCH", path, "{\"muted\": null}").status()).isEqualTo(200);
        assertThat(this.api.write("DELETE", path, null).status()).isEqualTo(204);
        assertThat(this.api.get(path).status()).isEqualTo(404);
        assertThat(this.api.get(path).header("Content-Type")).isEqualTo("application/problem+json");
    }

    /** Every character of one byte, what means something in addresses, and the longest. */
    static Stream<String> legalIds() {
        String ascii =
                IntStream.range(0x20, 0x7F)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
        return Stream.of(
                ascii,
                "/",
                "rack/7;x=1",
                ".",
                "..",
                "../../settings",
                "a%2Fb",
                "%",
                "a+b c",
                "a,b",
                "a&id=b#c?d",
                " ",
                "\u2028",
                "\u202e\ufeff",
                "größe",
                "\ud83d\ude00",
                "\ue000\uffff\u0378",
                "/".repeat(255),
                "ü".repeat(127));
    }

    @Test
    void requiresOneIdInTheQuery() {
        for (String query : new String[] {"", "?id=a&id=b", "?ID=a"}) {
            ApiClient.Answer answer = this.api.write("DELETE", "/api/v1/peer" + query, null);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.fieldsAtFault()).containsExactly("id");
        }
        assertThat(this.api.get("/api/v1/peer?id=").status()).isEqualTo(404);
    }

    @Test
    void doesNotKnowStrangers() {
        for (ApiClient.Answer answer :
                new ApiClient.Answer[] {
                    this.api.get("/api/v1/peers/stranger"),
                    this.api.write("PATCH", "/api/v1/peers/stranger", "{\"muted\": true}"),
                    this.api.write("DELETE", "/api/v1/peers/stranger", null)
                }) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().get("detail").stringValue()).contains("stranger");
        }
    }

    @Test
    void overridesAPeerAndListsItInSettings() {
        String id = livePeer();
        ApiClient.Answer answer =
                this.api.write(
                        "PATCH", "/api/v1/peers/" + id, "{\"weight\": 0.25, \"muted\": true}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("override").get("weight").doubleValue()).isEqualTo(0.25);
        assertThat(answer.json().get("peer").get("weight").doubleValue()).isZero();
        assertThat(answer.json().get("peer").get("state").stringValue()).isEqualTo("muted");
        JsonNode override = this.api.get("/api/v1/settings").json().get("overrides").get(id);
        assertThat(override.get("weight").doubleValue()).isEqualTo(0.25);
        assertThat(override.get("muted").booleanValue()).isTrue();
    }

    @Test
    void leavesAloneWhatIsNotSentAndResetsWhatIsNull() {
        String id = livePeer();
        this.api.write("PATCH", "/api/v1/peers/" + id, "{\"weight\": 0.25, \"muted\": true}");
        JsonNode unmuted =
                this.api.write("PATCH", "/api/v1/peers/" + id, "{\"muted\": false}").json();
        assertThat(unmuted.get("override").get("weight").doubleValue()).isEqualTo(0.25);
        assertThat(unmuted.get("override").get("muted").booleanValue()).isFalse();
        JsonNode reset =
                this.api.write("PATCH", "/api/v1/peers/" + id, "{\"weight\": null}").json();
        assertThat(reset.get("override").get("weight").doubleValue()).isEqualTo(1);
        assertThat(this.api.get("/api/v1/settings").json().get("overrides").has(id)).isFalse();
    }

    @Test
    void keepsAnOverrideOfAPeerThatIsGone() {
        String id = livePeer();
        this.api.write("PATCH", "/api/v1/peers/" + id, "{\"muted\": true}");
        assertThat(this.api.write("DELETE", "/api/v1/peers/" + id, null).status()).isEqualTo(204);
        assertThat(this.api.get("/api/v1/peers/" + id).status()).isEqualTo(404);
        ApiClient.Answer answer =
                this.api.write("PATCH", "/api/v1/peers/" + id, "{\"weight\": 0.5}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("peer").isNull()).isTrue();
        assertThat(answer.json().get("override").get("muted").booleanValue()).isTrue();
    }

    @Test
    void forgetsAPeerUntilItsNextReport() {
        String id = "forgotten-" + counter.incrementAndGet();
        FakePeer peer = new FakePeer(this.gossip, id);
        peer.speak(1);
        await().until(() -> this.api.get("/api/v1/peers/" + id).status() == 200);
        ApiClient.Answer answer = this.api.write("DELETE", "/api/v1/peers/" + id, null);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(this.api.get("/api/v1/peers/" + id).status()).isEqualTo(404);
        peer.speak(1);
        await().until(() -> this.api.get("/api/v1/peers/" + id).status() == 200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"weight\": 1.01} | weight",
                "{\"weight\": -0.01} | weight",
                "{\"weight\": \"1\"} | weight",
                "{\"muted\": 1} | muted",
                "{\"muted\": \"true\"} | muted",
                "{\"wait\": 1} | wait",
                "{\"wait\": 1, \"weight\": 2, \"muted\": 3} | wait,weight,muted",
            })
    void namesEveryFieldAtFaultAndChangesNothing(String body, String fields) {
        String id = livePeer();
        ApiClient.Answer answer = this.api.write("PATCH", "/api/v1/peers/" + id, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fieldsAtFault()).containsExactlyInAnyOrder(fields.split(","));
        assertThat(this.api.get("/api/v1/settings").json().get("overrides").has(id)).isFalse();
    }

    private String livePeer() {
        String id = "peer-" + counter.incrementAndGet();
        FakePeer peer = new FakePeer(this.gossip, id);
        await().pollInterval(Duration.ofMillis(30))
                .until(
                        () -> {
                            peer.answer(1);
                            return this.node.snapshot().peers().stream()
                                    .anyMatch(
                                            (view) ->
                                                    view.nodeId().equals(id)
                                                            && view.state() == PeerState.LIVE);
                        });
        return id;
    }
}
