package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.FirstNumber;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for beats, members and turns over REST. */
@ApiTest
@TestPropertySource(
        properties = {
            "chorus.ttl=500ms",
            "chorus.frequency-hz=20",
            "chorus.turns.hold=90s",
            "chorus.members.expected=1",
            "chorus.web.max-beat-streams=3",
            "chorus.web.max-watchers=2"
        })
class BeatApiTests {

    private static final double FREQUENCY_HZ = 20;

    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired private ApiClient api;

    @Autowired private ChorusNode node;

    @Autowired private BeatStream stream;

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

    private JsonNode members() {
        return this.api.get("/api/v1/members").json();
    }

    private static boolean isAgreed(JsonNode members) {
        return members.get("presentEpoch").get("agreed").booleanValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?every=", "?every=0", "?every=-4", "?every=1.5", "?every=x"})
    void requiresALengthForTheCycle(String query) {
        ApiClient.Answer answer = this.api.get("/api/v1/turn" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.fieldsAtFault()).containsExactly("every");
    }

    @Test
    void sendsEachBeatAsItFires() throws Exception {
        try (Stream<String> body = listen("/api/v1/beats").body()) {
            Iterator<String> lines = body.iterator();
            assertThat(retryMillis(lines)).isBetween(1000L, 3000L);
            long last = -1;
            for (int i = 0; i < 5; i++) {
                assertThat(lines.next()).isEqualTo("event:beat");
                long id = id(lines);
                JsonNode beat = data(lines);
                assertThat(beat.propertyNames())
                        .containsExactly(
                                "number",
                                "missed",
                                "atNanos",
                                "sentNanos",
                                "frequencyHz",
                                "errorBound",
                                "agreed",
                                "settled");
                assertThat(beat.get("number").longValue()).isEqualTo(id);
                assertThat(beat.get("atNanos").longValue())
                        .isLessThan(beat.get("sentNanos").longValue());
                assertThat(id).isGreaterThan(last);
                last = id;
            }
        }
        await().until(() -> this.stream.clients() == 0);
    }

    @Test
    void saysWhichBeatsAClientHasMissedAndSendsNoneOfThem() throws Exception {
        await().until(() -> this.node.snapshot().beat().fired() != null);
        long last = this.node.snapshot().beat().number() - 1000;
        try (Stream<String> body =
                listen("/api/v1/beats", "Last-Event-ID", Long.toString(last)).body()) {
            Iterator<String> lines = body.iterator();
            assertThat(lines.next()).startsWith("retry:");
            assertThat(lines.next()).isEqualTo("event:gap");
            long id = id(lines);
            JsonNode gap = data(lines);
            assertThat(gap.propertyNames()).containsExactly("from", "to");
            assertThat(gap.get("from").longValue()).isEqualTo(last + 1);
            assertThat(gap.get("to").longValue()).isEqualTo(id).isGreaterThan(last + 900);
            assertThat(lines.next()).isEqualTo("event:beat");
            assertThat(id(lines)).isGreaterThan(id);
        }
    }

    @Test
    void aGapAndTheBeatsAfterItAreWithoutAHole() throws Exception {
        long last = this.node.snapshot().beat().number() - 10;
        for (int i = 0; i < 5; i++) {
            await().until(() -> this.stream.clients() == 0);
            try (Stream<String> body =
                    listen("/api/v1/beats", "Last-Event-ID", Long.toString(last)).body()) {
                Iterator<String> lines = body.iterator();
                assertThat(lines.next()).startsWith("retry:");
                if (lines.next().equals("event:gap")) {
                    long to = id(lines);
                    assertThat(data(lines).get("from").longValue()).isEqualTo(last + 1);
                    last = to;
                    assertThat(lines.next()).isEqualTo("event:beat");
                } else {
                    assertThat(lines.next()).isEqualTo("event:beat");
                }
                long id = id(lines);
                assertThat(id - data(lines).get("missed").longValue()).isEqualTo(last + 1);
                last = id;
            }
        }
    }

    @Test
    void isFollowedOnlyWhileThereAreListeners() throws Exception {
        await().until(() -> !this.stream.isFollowing());
        Stream<String> body = listen("/api/v1/beats").body();
        assertThat(this.stream.isFollowing()).isTrue();
        body.close();
        await().until(() -> !this.stream.isFollowing());
    }

    @Test
    void saysNothingOfAGapToAClientThatHasMissedNothing() throws Exception {
        String ahead = Long.toString(this.node.snapshot().beat().number() + 1_000_000);
        try (Stream<String> body = listen("/api/v1/beats", "Last-Event-ID", ahead).body()) {
            Iterator<String> lines = body.iterator();
            retryMillis(lines);
            assertThat(lines.next()).isEqualTo("event:beat");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "140737488355328", "99999999999999999999"})
    void takesNoLastEventIdThatIsNoNumber(String id) {
        ApiClient.Answer answer = this.api.get("/api/v1/beats", "Last-Event-ID", id);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fieldsAtFault()).containsExactly("Last-Event-ID");
    }

    @Test
    void hasPlacesOfItsOwnForEachStreamAndRefusesTheNextClient() throws Exception {
        await().until(() -> this.stream.clients() == 0);
        List<Stream<String>> bodies = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                bodies.add(listen("/api/v1/beats").body());
            }
            assertRefused("/api/v1/beats", "All 3 places of the stream of beats are taken.");
            for (int i = 0; i < 2; i++) {
                bodies.add(listen("/api/v1/events").body());
            }
            assertRefused("/api/v1/events", "All 2 places of the event stream are taken.");
        } finally {
            bodies.forEach(Stream::close);
        }
        await().until(() -> this.stream.clients() == 0);
    }

    @Test
    void isNoStreamForWhoAsksForTheHeadAlone() {
        await().until(() -> this.stream.clients() == 0);
        ApiClient.Answer head = this.api.send("HEAD", "/api/v1/beats", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
        assertThat(this.stream.clients()).isZero();
    }

    private void assertRefused(String path, String detail) {
        ApiClient.Answer refused = this.api.get(path);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.json().get("detail").stringValue()).isEqualTo(detail);
    }

    private JsonNode turn(long every) {
        return this.api.get("/api/v1/turn?every=" + every).json();
    }

    private static long retryMillis(Iterator<String> lines) {
        long millis = Long.parseLong(lines.next().substring("retry:".length()));
        assertThat(lines.next()).isEmpty();
        return millis;
    }

    private static long id(Iterator<String> lines) {
        return Long.parseLong(lines.next().substring("id:".length()));
    }

    private static JsonNode data(Iterator<String> lines) {
        JsonNode data = JsonMapper.shared().readTree(lines.next().substring("data:".length()));
        assertThat(lines.next()).isEmpty();
        return data;
    }

    private HttpResponse<Stream<String>> listen(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.api.root() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    }
}
