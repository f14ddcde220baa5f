package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.ChorusProperties;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link WatchController} over HTTP. */
@ApiTest
class WatchApiTests {

    @Autowired private ApiClient api;

    @Autowired private WatchStream stream;

    @Autowired private ChorusNode node;

    @Autowired private FakeGossip gossip;

    @Autowired private ChorusProperties properties;

    @Test
    void saysFirstWhatRarelyChangesAndThenStates() throws Exception {
        new FakePeer(this.gossip, "b").speak(1);
        await().until(() -> this.node.synchrony().find("b").isPresent());
        HttpResponse<Stream<String>> response = listen();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        try (Stream<String> body = response.body()) {
            Iterator<String> lines = body.iterator();
            assertThat(lines.next()).matches("retry:[123]\\d{3}");
            assertThat(lines.next()).isEmpty();
            JsonNode peers = event(lines, "peers");
            assertThat(peers.propertyNames())
                    .containsExactly(
                            "version",
                            "nodeId",
                            "mesh",
                            "incarnation",
                            "bootId",
                            "startedWallMillis",
                            "ids",
                            "incarnations",
                            "bootIds",
                            "naturalFrequencyHz",
                            "gossipPeriodMillis",
                            "slow",
                            "overrideWeight",
                            "muted",
                            "addresses",
                            "found",
                            "settings",
                            "settingsVersion");
            assertThat(peers.get("nodeId").stringValue()).isEqualTo("me");
            assertThat(peers.get("ids").valueStream().map(JsonNode::stringValue)).contains("b");
            assertThat(peers.get("settings").get("ttl").stringValue()).isEqualTo("PT10M");
            JsonNode members = event(lines, "members");
            assertThat(members.propertyNames())
                    .containsExactly(
                            "version",
                            "members",
                            "present",
                            "epochBeats",
                            "presentEpoch",
                            "comingEpoch");
            assertThat(members.get("presentEpoch").propertyNames())
                    .containsExactly(
                            "firstNumber", "list", "held", "radius", "requiredRadius", "agreed");
            JsonNode state = event(lines, "state");
            assertThat(state.propertyNames())
                    .containsExactly(
                            "peers",
                            "members",
                            "atMillis",
                            "wallMillis",
                            "node",
                            "health",
                            "problems",
                            "order",
                            "guidance",
                            "beat",
                            "columns",
                            "firedBeat",
                            "verdicts",
                            "events");
            assertThat(state.get("peers").longValue()).isEqualTo(peers.get("version").longValue());
            assertThat(state.get("members").longValue())
                    .isEqualTo(members.get("version").longValue());
            assertThat(state.get("node").propertyNames())
                    .containsExactly(
                            "state",
                            "phase",
                            "frequencyHz",
                            "lamport",
                            "inStep",
                            "outOfStepMillis",
                            "reportPeriodMillis",
                            "evicted");
            assertThat(state.get("order").propertyNames())
                    .containsExactly(
                            "r",
                            "meanPhase",
                            "n",
                            "mesh",
                            "significance",
                            "criticalCoupling",
                            "couplingMargin",
                            "spreadMicros");
            assertThat(state.get("beat").propertyNames())
                    .containsExactly(
                            "number",
                            "phase",
                            "nextNumber",
                            "settled",
                            "agreed",
                            "errorBoundMicros",
                            "fired",
                            "missed",
                            "presentEpoch",
                            "comingEpoch");
            JsonNode columns = state.get("columns");
            assertThat(columns.propertyNames())
                    .containsExactly(
                            "phaseDifference",
                            "frequencyHz",
                            "ageMillis",
                            "staleness",
                            "weight",
                            "roundTripMicros",
                            "state",
                            "locking");
            columns.forEach(
                    (column) ->
                            assertThat(
                                            column.isString()
                                                    ? column.stringValue().length()
                                                    : column.size())
                                    .isEqualTo(peers.get("ids").size()));
            assertThat(state.get("verdicts").propertyNames()).contains("admitted");
            this.api.write("POST", "/api/v1/node/phase", "{\"kick\": 0.25}");
            JsonNode event = null;
            JsonNode fired = null;
            while (event == null || fired == null) {
                JsonNode later = following(lines, "state");
                event = later.get("events").isEmpty() ? event : later.get("events").get(0);
                fired = later.get("firedBeat").isNull() ? fired : later.get("firedBeat");
            }
            assertThat(event.propertyNames())
                    .containsExactly("id", "wallMillis", "atMillis", "kind", "nodeId", "text");
            assertThat(fired.propertyNames())
                    .containsExactly(
                            "number", "atMillis", "missed", "spreadMicros", "offsetMicros");
            JsonNode next = following(lines, "state");
            assertThat(next.get("node").get("lamport").longValue())
                    .isGreaterThan(state.get("node").get("lamport").longValue());
        }
        await().until(() -> this.stream.clients() == 0);
    }

    @Test
    void sharesItsPlacesWithTheStreamOfEvents() throws Exception {
        await().until(() -> this.stream.clients() == 0);
        List<Stream<String>> bodies = new ArrayList<>();
        try {
            for (int i = 0; i < this.properties.web().maxWatchers(); i++) {
                bodies.add(listen((i % 2 == 0) ? "watch" : "events").body());
            }
            for (String path : List.of("watch", "events")) {
                ApiClient.Answer refused = this.api.get("/api/v1/" + path);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(refused.header("Retry-After")).isEqualTo("1");
            }
        } finally {
            bodies.forEach(Stream::close);
        }
        await().until(() -> this.stream.clients() == 0);
        // A place is free again, for whichever of the two.
        await().untilAsserted(
                        () -> {
                            HttpResponse<Stream<String>> again = listen("watch");
                            again.body().close();
                            assertThat(again.statusCode()).isEqualTo(200);
                        });
    }

    @Test
    void isNoStreamForWhoAsksForTheHeadAlone() {
        await().until(() -> this.stream.clients() == 0);
        ApiClient.Answer head = this.api.send("HEAD", "/api/v1/watch", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
        assertThat(this.stream.clients()).isZero();
    }

    private static JsonNode event(Iterator<String> lines, String name) {
        assertThat(lines.next()).isEqualTo("event:" + name);
        return data(lines);
    }

    /** The members and the peers are sent again between two states, whenever they change. */
    private static JsonNode following(Iterator<String> lines, String name) {
        String line = lines.next();
        while (!line.equals("event:" + name)) {
            line = lines.next();
        }
        return data(lines);
    }

    private static JsonNode data(Iterator<String> lines) {
        String line = lines.next();
        while (!line.startsWith("data:")) {
            line = lines.next();
        }
        assertThat(lines.next()).isEmpty();
        return JsonMapper.shared().readTree(line.substring("data:".length()));
    }

    private HttpResponse<Stream<String>> listen() throws Exception {
        return listen("watch");
    }

    private HttpResponse<Stream<String>> listen(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(this.api.root() + "/api/v1/" + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
    }
}
