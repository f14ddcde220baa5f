package org.chorusmesh.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for health, probes, metrics and info over HTTP. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "chorus.node-id=me",
            "chorus.join=free",
            "chorus.ttl=2s",
            "spring.security.user.password=secret"
        })
class EndpointsTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort private int port;

    @Autowired private FakeGossip gossip;

    @Test
    void tellTheNodesHealthInDetail() {
        // Down for a moment, where the machine stands still.
        await().until(() -> get("/actuator/health").statusCode() == 200);
        JsonNode health = await().until(this::health, (answer) -> has(answer, "UP"));
        assertThat(health.at("/components/chorus/details/state").stringValue())
                .isEqualTo("running");
    }

    @Test
    @DirtiesContext
    void answerDegradedWith200AndLeaveTheProbesAlone() {
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().pollInterval(Duration.ofMillis(30))
                .untilAsserted(
                        () -> {
                            peer.speak(1);
                            HttpResponse<String> response = get("/actuator/health");
                            assertThat(response.statusCode()).isEqualTo(200);
                            assertThat(response.body())
                                    .contains("\"oneWay\":1")
                                    .contains("\"status\":\"DEGRADED\"");
                        });
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void tellUnreadyWhileTheSocketsAreDown() {
        this.gossip.setHealthy(false);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health").statusCode()).isEqualTo(503);
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        this.gossip.setHealthy(true);
        await().until(() -> get("/readyz").statusCode() == 200);
    }

    @Test
    @DirtiesContext
    void tellDeadOnceTheIntegratorIs() {
        await().until(() -> get("/livez").statusCode() == 200);
        this.gossip.setFailure(new OutOfMemoryError("on purpose"));
        await().until(() -> get("/livez").statusCode() == 503);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health").statusCode()).isEqualTo(503);
    }

    @Test
    void scrapeAndIntroduce() {
        assertThat(get("/actuator/prometheus").body())
                .contains("chorus_order_parameter NaN")
                .contains("chorus_frames_total{verdict=\"admitted\"} 0.0")
                .contains("chorus_peers{state=\"one_way\"} 0.0")
                .contains("chorus_peers{state=\"muted\"} 0.0")
                .contains("chorus_in_step 1.0")
                .contains("chorus_peers_in_step 0.0")
                .contains("chorus_step_duration_seconds_count")
                .contains("chorus_step_lateness_max_seconds")
                .contains("chorus_peers_age_max_seconds 0.0")
                .contains("chorus_gossip_connects_total 7.0");
        JsonNode info = JsonMapper.shared().readTree(get("/actuator/info").body()).get("chorus");
        assertThat(info.get("nodeId").stringValue()).isEqualTo("me");
        assertThat(info.get("mesh").stringValue()).isEqualTo("chorus");
        assertThat(info.get("endpoint").stringValue()).isEqualTo("127.0.0.1:5690");
        JsonNode chorus = JsonMapper.shared().readTree(get("/actuator/chorus").body());
        assertThat(chorus.propertyNames())
                .containsExactly("node", "handlers", "members", "addresses");
        assertThat(chorus.at("/node/nodeId").stringValue()).isEqualTo("me");
        assertThat(chorus.at("/node/state").stringValue()).isEqualTo("running");
        assertThat(chorus.at("/members/presentEpoch/agreed").isBoolean()).isTrue();
        assertThat(chorus.get("handlers").isArray()).isTrue();
    }

    private JsonNode health() {
        return JsonMapper.shared().readTree(get("/actuator/health").body());
    }

    private static boolean has(JsonNode health, String status) {
        return health.get("status").stringValue().equals(status);
    }

    private HttpResponse<String> get(String path) {
        try {
            return this.client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @org.springframework.context.annotation.Import(ChorusApplication.class)
    static class WithoutNetwork {

        @Bean(destroyMethod = "")
        FakeGossip fakeGossip() {
            return new FakeGossip();
        }
    }
}
