package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tests for who may do what over HTTP, and for addresses and methods that do not exist. */
@ApiTest
class ApiErrorsTests {

    @Autowired private ApiClient api;

    @ParameterizedTest
    @CsvSource({
        "PATCH,/api/v1/settings",
        "PATCH,/api/v1/peers/x",
        "DELETE,/api/v1/peers/x",
        "PATCH,/api/v1/peer?id=x",
        "DELETE,/api/v1/peer?id=x",
        "POST,/api/v1/node/phase",
        "PUT,/api/v1/settings",
        "POST,/api/v1/nowhere",
    })
    void requiresCredentialsForAWrite(String method, String path) {
        ApiClient.Answer answer =
                this.api.send(method, path, "{}", "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=\"chorus\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").intValue()).isEqualTo(401);
        assertThat(answer.json().get("instance").stringValue()).isEqualTo(path.split("\\?")[0]);
    }

    @Test
    void refusesWrongCredentials() {
        ApiClient.Answer answer =
                this.api.send(
                        "PATCH",
                        "/api/v1/settings",
                        "{}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Basic b3BlcmF0b3I6d3Jvbmc=");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void keepsNoSession() {
        ApiClient.Answer answer = this.api.write("PATCH", "/api/v1/settings", "{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/node",
                "/api/v1/peers",
                "/api/v1/settings",
                "/api/v1/order",
                "/actuator",
                "/actuator/health",
                "/actuator/info",
                "/actuator/chorus",
                "/actuator/prometheus",
                "/livez",
                "/readyz",
                "/v3/api-docs",
                "/",
            })
    void letsEveryoneRead(String path) {
        assertThat(this.api.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/actuator/env", "/actuator/heapdump"})
    void closesTheRest(String path) {
        assertThat(this.api.get(path).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1",
                "/api/v1/",
                "/api/v1/nowhere",
                "/api/v1/node/x",
                "/api/v1/peers/a/b"
            })
    void knowsNoOtherAddress(String path) {
        ApiClient.Answer answer = this.api.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").intValue()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/api/v1/settings,PATCH",
        "DELETE,/api/v1/node,GET",
        "POST,/api/v1/peers/x,PATCH"
    })
    void knowsNoOtherMethod(String method, String path, String allowed) {
        ApiClient.Answer answer = this.api.write(method, path, "{}");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @CsvSource({"PATCH,/api/v1/settings", "PATCH,/api/v1/peers/x", "POST,/api/v1/node/phase"})
    void readsNothingButJson(String method, String path) {
        ApiClient.Answer answer =
                this.api.write(
                        method, path, "a=b", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void writesNothingButJson() {
        ApiClient.Answer answer = this.api.get("/api/v1/node", "Accept", "application/xml");
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void listsNoEndpointThatIsClosed() {
        assertThat(this.api.get("/actuator").json().get("_links").propertyNames())
                .containsOnly("self", "health", "health-path", "info", "prometheus", "chorus");
    }

    /** What the server itself refuses, before any filter sees it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/peers/a%2Fb",
                "GET /api/v1/peers/a%5Cb",
                "GET /api/v1/peers/a%00b",
                "GET /api/v1/peers/a%zz",
                "GET /api/v1/peers/%FF",
                "GET /api/v1/peers/a|b",
                "GET /api/v1/peers/a%3Bb",
                "GET /api/v1/peers/a;b",
                "GET /api/v1/peers/a%25b",
                "GET /api/v1/peers/a//b",
                "GET /api/v1/peers/..",
                "GET /api/v1/peers/%2e%2e",
                "GET /api/v1/peer?id=a|b",
                "GET /api/v1/peer",
                "GET /api/v1/peer?id=a&id=b",
                "GET /nowhere%2F",
                "GET nowhere",
                "BREW /api/v1/node",
            })
    void answersBadRequestsWithProblems(String line) throws IOException {
        String answer = sendRaw(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("Content-Type: application/problem+json\r\n")
                .contains("\"title\":\"Bad Request\"")
                .contains("\"status\":400");
    }

    @Test
    void answersOtherErrorsOfTheServerWithProblems() throws IOException {
        String head = " /api/v1/node HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        assertThat(sendRaw("TRACE" + head + "\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("application/problem+json")
                .contains("\"instance\":\"/api/v1/node\"");
        assertThat(sendRaw("GET" + head + "Transfer-Encoding: none\r\n\r\n"))
                .startsWith("HTTP/1.1 501")
                .contains("application/problem+json");
        assertThat(sendRaw("GET" + head + "X: " + "y".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void showsTheWayToAnIdThatNoPathTakes() {
        for (String id : new String[] {"a%2Fb", "a%3Bb"}) {
            assertThat(this.api.get("/api/v1/peers/" + id).json().get("detail").stringValue())
                    .contains("/api/v1/peer?id=");
        }
    }

    private String sendRaw(String request) throws IOException {
        URI root = URI.create(this.api.root());
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void namesAnAddressThatTheFirewallRefuses() {
        ApiClient.Answer answer = this.api.get("/api/v1/peers/a%3Bb");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void answersAPreflightWithoutCredentials() {
        ApiClient.Answer answer =
                this.api.send(
                        "OPTIONS",
                        "/api/v1/settings",
                        null,
                        "Origin",
                        "https://example.org",
                        "Access-Control-Request-Method",
                        "PATCH");
        // Without the header the browser refuses the call by itself.
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void describesEveryCall() {
        JsonNode document = this.api.get("/v3/api-docs").json();
        JsonNode paths = document.get("paths");
        assertThat(paths.propertyNames())
                .containsExactlyInAnyOrder(
                        "/api/v1/node",
                        "/api/v1/node/phase",
                        "/api/v1/peers",
                        "/api/v1/peers/{id}",
                        "/api/v1/peer",
                        "/api/v1/settings",
                        "/api/v1/order",
                        "/api/v1/addresses",
                        "/api/v1/events",
                        "/api/v1/beat",
                        "/api/v1/beats",
                        "/api/v1/members",
                        "/api/v1/turn",
                        "/api/v1/watch",
                        "/api/v1/timeline");
        JsonNode every = paths.at("/~1api~1v1~1turn/get/parameters/0");
        assertThat(every.get("name").stringValue()).isEqualTo("every");
        assertThat(every.get("required").booleanValue()).isTrue();
        assertThat(every.at("/schema/type").stringValue()).isEqualTo("integer");
        assertThat(
                        paths.at("/~1api~1v1~1beats/get/responses/200/content")
                                .at("/text~1event-stream/schema/oneOf")
                                .valueStream()
                                .map((schema) -> schema.get("$ref").stringValue()))
                .containsExactly("#/components/schemas/BeatEvent", "#/components/schemas/BeatGap");
        JsonNode patch = paths.get("/api/v1/settings").get("patch");
        assertThat(patch.get("security").get(0).has("operator")).isTrue();
        assertThat(patch.get("responses").has("default")).isTrue();
        assertThat(patch.at("/requestBody/content/application~1json/schema/$ref").stringValue())
                .endsWith("/SettingsPatch");
        assertThat(paths.get("/api/v1/settings").get("get").has("security")).isFalse();
        assertThat(document.at("/components/schemas/SettingsPatch/properties").propertyNames())
                .containsExactlyInAnyOrder(
                        "coupling",
                        "frequencyHz",
                        "phaseLag",
                        "noise",
                        "ttl",
                        "step",
                        "gossipPeriod");
        assertThat(document.at("/components/schemas/Problem").isObject()).isTrue();
    }
}
