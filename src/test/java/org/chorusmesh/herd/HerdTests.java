package org.chorusmesh.herd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.FreePorts;
import org.chorusmesh.schedule.Beats;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The profile {@code herd}: six nodes over real sockets, and the service that they load. */
class HerdTests {

    private static final int NODES = 6;

    private static final int REQUESTS = 5;

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext first;

    @BeforeAll
    static void start() {
        List<String> addresses = FreePorts.addresses(NODES);
        first =
                new SpringApplicationBuilder(ChorusApplication.class)
                        .profiles("herd")
                        .run(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--chorus.gossip.bind=" + addresses.get(0),
                                "--chorus.gossip.peers="
                                        + String.join(",", addresses.subList(1, NODES)),
                                "--chorus.frequency-hz=2",
                                "--chorus.coupling=5",
                                "--chorus-herd.requests=" + REQUESTS);
    }

    @AfterAll
    static void stop() {
        first.close();
    }

    @Test
    void allAtOnceTheLoadIsPeakedAndInTurnsItIsFlat() {
        Beats beats = first.getBean(Beats.class);
        await().atMost(SOON).until(() -> beats.agreed().map(List::size).orElse(0) == NODES);
        // Before that each list had fewer nodes, and its last turn may still last.
        long from = beats.now().number() + 12;
        await().atMost(SOON).until(() -> beats.now().number() >= from);
        long fromNanos = System.nanoTime();
        await().atMost(SOON)
                .until(
                        () ->
                                since(fromNanos, "at_once").contains(NODES)
                                        && beats.now().number() >= from + 3 * 12);
        // Where the machine is busy, a request may last into the next turn.
        assertThat(since(fromNanos, "in_turns")).contains(1).allMatch((peak) -> peak <= 2);
        assertThat(loads().at("/in_turns/requests").asInt()).isGreaterThan(NODES);
        assertThat(loads().get("everyBeats").asInt()).isEqualTo(12);
    }

    /** Requests in progress at most, in each slice from an instant on. */
    private static List<Integer> since(long fromNanos, String way) {
        long slices = (System.nanoTime() - fromNanos) / Load.SLICE_NANOS;
        List<Integer> peaks = new ArrayList<>();
        loads().at("/" + way + "/inProgress").forEach((peak) -> peaks.add(peak.asInt()));
        return peaks.subList((int) Math.max(0, peaks.size() - slices), peaks.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "herd.css", "herd.js", "../page.css", "../lib/uPlot.iife.min.js"})
    void thePageAndWhatItRefersToIsThere(String name) {
        HttpResponse<String> answer = send("GET", "herd/" + name);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.body()).isNotBlank();
    }

    @Test
    void theMainPageLinksToIt() {
        assertThat(send("GET", "").body()).contains("<a href=\"herd/\">");
        HttpResponse<String> answer = send("GET", "herd");
        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("herd/");
    }

    @Test
    void onlyTheTwoWaysAreServed() {
        assertThat(send("POST", "herd/requests/other").statusCode()).isEqualTo(404);
        assertThat(send("PATCH", "api/v1/settings").statusCode()).isEqualTo(401);
    }

    private static JsonNode loads() {
        return JsonMapper.shared().readTree(send("GET", "herd/load").body());
    }

    private static HttpResponse<String> send(String method, String path) {
        String port = first.getEnvironment().getRequiredProperty("local.server.port");
        URI uri = URI.create("http://127.0.0.1:" + port + "/").resolve(path);
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}
