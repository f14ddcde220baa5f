package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tests for {@link TimelineController} over HTTP. */
@ApiTest
class TimelineApiTests {

    private static final String TIMELINE = "/api/v1/timeline";

    @Autowired private ApiClient api;

    @Autowired private FakeGossip gossip;

    @Test
    void saysWhatHasHappened() {
        await().until(() -> !timeline().get("samples").get("n").isEmpty());
        await().until(() -> !timeline().get("beats").isEmpty());
        JsonNode timeline = timeline();
        assertThat(timeline.propertyNames())
                .containsExactly("nodeId", "atMillis", "wallMillis", "samples", "beats", "events");
        assertThat(timeline.get("nodeId").stringValue()).isEqualTo("me");
        JsonNode samples = timeline.get("samples");
        assertThat(samples.propertyNames()).containsExactly("wallMillis", "r", "spreadMicros", "n");
        for (int i = 0; i < samples.get("n").size(); i++) {
            JsonNode r = samples.get("r").get(i);
            assertThat(samples.get("n").get(i).intValue()).isPositive();
            assertThat(r.isNull() || (r.doubleValue() >= 0 && r.doubleValue() <= 1)).isTrue();
        }
        JsonNode beat = timeline.get("beats").get(0);
        assertThat(beat.propertyNames())
                .containsExactly(
                        "number",
                        "wallMillis",
                        "atMillis",
                        "missed",
                        "spreadMicros",
                        "offsetMicros",
                        "list",
                        "held");
        JsonNode event = timeline.get("events").get(0);
        assertThat(event.propertyNames())
                .containsExactly("id", "wallMillis", "atMillis", "kind", "nodeId", "text");
        assertThat(event.get("id").longValue()).isOne();
        assertThat(event.get("kind").stringValue()).isEqualTo("node_running");
        assertThat(event.get("text").stringValue()).isEqualTo("Node me is running");
        assertThat(event.get("nodeId").isNull()).isTrue();
    }

    @Test
    void hasTheEventsAfterOneAlone() {
        long last = lastId(timeline());
        new FakePeer(this.gossip, "<b>\u202e").answer(1);
        String peer = "/api/v1/peer?id=%3Cb%3E%E2%80%AE";
        await().until(() -> this.api.get(peer).status() == 200);
        assertThat(this.api.write("PATCH", peer, "{\"muted\": true}").status()).isEqualTo(200);
        JsonNode later = after(last);
        assertThat(later.get("samples").isNull()).isTrue();
        assertThat(later.get("beats").isNull()).isTrue();
        assertThat(later.get("events").valueStream())
                .allSatisfy((event) -> assertThat(event.get("id").longValue()).isGreaterThan(last))
                .anySatisfy(
                        (event) -> {
                            assertThat(event.get("kind").stringValue())
                                    .isEqualTo("settings_changed");
                            assertThat(event.get("nodeId").stringValue()).isEqualTo("<b>\u202e");
                            assertThat(event.get("text").stringValue())
                                    .isEqualTo(
                                            "operator at 127.0.0.1 has changed the override of peer"
                                                    + " <b>\u202e: muted = true");
                        });
        assertThat(after(lastId(later) + 1000).get("events")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "9999999999999999999", "1.5"})
    void refusesWhatIsNoId(String after) {
        ApiClient.Answer refused = this.api.get(TIMELINE + "?after=" + after);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.fieldsAtFault()).containsExactly("after");
    }

    private JsonNode timeline() {
        ApiClient.Answer answer = this.api.get(TIMELINE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.json();
    }

    private JsonNode after(long id) {
        return this.api.get(TIMELINE + "?after=" + id).json();
    }

    private static long lastId(JsonNode timeline) {
        JsonNode events = timeline.get("events");
        return events.isEmpty() ? 0 : events.get(events.size() - 1).get("id").longValue();
    }
}
