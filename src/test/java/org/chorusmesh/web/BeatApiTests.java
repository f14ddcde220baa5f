package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.util.OptionalLong;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.FirstNumber;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tests for beats, members and turns over REST. */
@BeatApiTest
class BeatApiTests {

    private static final double FREQUENCY_HZ = 20;

    @Autowired private ApiClient api;

    @Autowired private ChorusNode node;

    @Autowired private FakeGossip gossip;

    @Test
    void showsTheNumberAndThePhaseAndWhenTheNextBeatFires() {
        long before = System.nanoTime();
        ApiClient.Answer answer = this.api.get("/api/v1/beat");
        long after = System.nanoTime();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode beat = answer.json();
        assertThat(beat.propertyNames())
                .containsExactly(
                        "nodeId",
                        "mesh",
                        "state",
                        "number",
                        "phase",
                        "frequencyHz",
                        "nextNumber",
                        "nextInMillis",
                        "errorBound",
                        "agreed",
                        "settled",
                        "receivedNanos",
                        "sentNanos");
        assertThat(beat.get("nodeId").stringValue()).isEqualTo("me");
        assertThat(beat.get("mesh").stringValue()).isEqualTo("test");
        assertThat(beat.get("state").stringValue()).isEqualTo("running");
        assertThat(beat.get("number").longValue())
                .isCloseTo(
                        FirstNumber.of(
                                System.currentTimeMillis(), FREQUENCY_HZ, OptionalLong.empty()),
                        within(1200L));
        assertThat(beat.get("phase").doubleValue()).isBetween(0.0, 1.0);
        assertThat(beat.get("frequencyHz").doubleValue()).isCloseTo(FREQUENCY_HZ, offset(1e-9));
        assertThat(beat.get("nextNumber").longValue())
                .isEqualTo(beat.get("number").longValue() + 1);
        assertThat(beat.get("nextInMillis").doubleValue())
                .isCloseTo(
                        (1 - beat.get("phase").doubleValue()) * 1e3 / FREQUENCY_HZ, offset(1e-3));
        assertThat(beat.get("errorBound").doubleValue()).as("alone").isZero();
        assertThat(beat.get("settled").booleanValue()).isTrue();
        long received = beat.get("receivedNanos").longValue();
        long sent = beat.get("sentNanos").longValue();
        assertThat(received).isBetween(before, sent);
        assertThat(sent).isBetween(received, after);
    }

    @Test
    void numberAndPhaseHoldAtTheInstantOfTheAnswer() {
        JsonNode first = this.api.get("/api/v1/beat").json();
        await().until(
                        () ->
                                this.api.get("/api/v1/beat").json().get("number").longValue()
                                        > first.get("number").longValue() + 4);
        JsonNode second = this.api.get("/api/v1/beat").json();
        double seconds =
                (second.get("sentNanos").longValue() - first.get("sentNanos").longValue()) / 1e9;
        double beats =
                (second.get("number").longValue() - first.get("number").longValue())
                        + second.get("phase").doubleValue()
                        - first.get("phase").doubleValue();
        assertThat(beats).isCloseTo(FREQUENCY_HZ * seconds, offset(1e-3));
    }

    @Test
    void showsTheMembersAndWhatTheyAgreeOn() {
        JsonNode json = await().until(this::members, BeatApiTests::isAgreed);
        assertThat(json.propertyNames())
                .containsExactly(
                        "members",
                        "present",
                        "settled",
                        "number",
                        "epochBeats",
                        "presentEpoch",
                        "comingEpoch",
                        "expected",
                        "hold");
        assertThat(json.get("present").intValue()).isEqualTo(1);
        assertThat(json.get("settled").booleanValue()).isTrue();
        assertThat(json.get("epochBeats").longValue()).isEqualTo(32);
        assertThat(json.get("expected").intValue()).isEqualTo(1);
        assertThat(json.get("hold").stringValue()).isEqualTo("PT1M30S");
        JsonNode me = json.get("members").get(0);
        assertThat(me.propertyNames())
                .containsExactly(
                        "nodeId",
                        "incarnation",
                        "bootId",
                        "state",
                        "ageMillis",
                        "silenceMillis",
                        "held",
                        "self");
        assertThat(me.get("nodeId").stringValue()).isEqualTo("me");
        assertThat(me.get("bootId").stringValue())
                .isEqualTo(this.node.snapshot().identity().boot().toHex());
        assertThat(me.get("state").stringValue()).isEqualTo("settled");
        assertThat(me.get("self").booleanValue()).isTrue();
        assertThat(me.get("held").booleanValue()).isFalse();
        JsonNode epoch = json.get("presentEpoch");
        assertThat(epoch.propertyNames())
                .containsExactly(
                        "firstNumber",
                        "list",
                        "held",
                        "digest",
                        "radius",
                        "requiredRadius",
                        "agreed");
        long number = json.get("number").longValue();
        assertThat(epoch.get("firstNumber").longValue()).isEqualTo(number - number % 32);
        assertThat(epoch.get("list").get(0).stringValue()).isEqualTo("me");
        assertThat(epoch.get("held").isEmpty()).isTrue();
        assertThat(epoch.get("digest").stringValue()).matches("[0-9a-f]{16}");
        assertThat(epoch.get("radius").intValue()).isEqualTo(255);
        assertThat(epoch.get("requiredRadius").intValue()).isEqualTo(2);
        assertThat(json.get("comingEpoch").get("firstNumber").longValue())
                .isEqualTo(epoch.get("firstNumber").longValue() + 32);
    }

    @Test
    void showsTheTurnWithItsFence() {
        // On a busy machine the node may sleep through the beginning of a cycle.
        JsonNode turn = await().until(() -> turn(8), (answer) -> answer.get("reason").isNull());
        assertThat(turn.propertyNames())
                .containsExactly(
                        "nodeId",
                        "every",
                        "cycle",
                        "slot",
                        "of",
                        "beginsInMillis",
                        "endsInMillis",
                        "running",
                        "fence",
                        "reason");
        assertThat(turn.get("slot").intValue()).isZero();
        assertThat(turn.get("of").intValue()).isEqualTo(1);
        long cycle = turn.get("cycle").longValue();
        assertThat(cycle % 8).isZero();
        assertThat(turn.get("fence").isString()).isTrue();
        assertThat(Long.parseLong(turn.get("fence").stringValue())).isEqualTo(cycle << 16);
        assertThat(
                        turn.get("endsInMillis").doubleValue()
                                - turn.get("beginsInMillis").doubleValue())
                .isCloseTo(7.75 * 1e3 / FREQUENCY_HZ, offset(1e-3));
        await().until(() -> turn(8).get("running").booleanValue());
    }

    @Test
    void saysWhyThereIsNoTurn() {
        // No node was up when this cycle began.
        JsonNode turn = turn(BeatReport.MAX_NUMBER);
        assertThat(turn.get("reason").stringValue()).isEqualTo("not_seen");
        assertThat(turn.get("slot").isNull()).isTrue();
        assertThat(turn.get("fence").isNull()).isTrue();
        assertThat(turn.get("running").booleanValue()).isFalse();
    }

    @Test
    void nothingIsAgreedWhileTheNodeDoesNotStep() {
        await().until(() -> isAgreed(members()));
        this.gossip.setFailure(new IllegalStateException("on purpose"));
        try {
            await().until(() -> !this.api.get("/api/v1/beat").json().get("agreed").booleanValue());
            assertThat(isAgreed(members())).isFalse();
            assertThat(turn(1).get("reason").stringValue()).isEqualTo("not_agreed");
        } finally {
            this.gossip.setFailure(null);
        }
        await().until(() -> turn(1).get("reason").isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?every=", "?every=0", "?every=-4", "?every=1.5", "?every=x"})
    void requiresALengthForTheCycle(String query) {
        ApiClient.Answer answer = this.api.get("/api/v1/turn" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.fieldsAtFault()).containsExactly("every");
    }

    private JsonNode members() {
        return this.api.get("/api/v1/members").json();
    }

    private static boolean isAgreed(JsonNode members) {
        return members.get("presentEpoch").get("agreed").booleanValue();
    }

    private JsonNode turn(long every) {
        return this.api.get("/api/v1/turn?every=" + every).json();
    }
}
