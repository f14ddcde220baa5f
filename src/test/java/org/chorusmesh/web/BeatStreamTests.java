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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link BeatStream}. */
@BeatApiTest
class BeatStreamTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired private ApiClient api;

    @Autowired private ChorusNode node;

    @Autowired private BeatStream stream;

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
