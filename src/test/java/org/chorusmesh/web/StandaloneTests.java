package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.service.ChorusNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests for a node as a process of its own, in the ways that it may be configured. */
@ExtendWith(OutputCaptureExtension.class)
class StandaloneTests {

    private static final Pattern GENERATED =
            Pattern.compile("the user 'operator' with the password '([^']+)'");

    @Test
    void runsWithoutAWebServer() {
        run(
                List.of("--spring.main.web-application-type=none"),
                (context) -> {
                    ChorusNode node = context.getBean(ChorusNode.class);
                    assertThat(node.gossipStatus().healthy()).isTrue();
                    await().until(() -> node.snapshot().lamport() > 3);
                });
    }

    @Test
    void namesTheUserAndTheGeneratedPasswordInOneLine(CapturedOutput output) {
        run(
                List.of(),
                (context) -> {
                    Matcher matcher = GENERATED.matcher(output.getAll());
                    assertThat(matcher.find()).isTrue();
                    assertThat(output.getAll().lines().filter((line) -> line.contains("password")))
                            .hasSize(1);
                    String credentials = "operator:" + matcher.group(1);
                    String basic =
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    credentials.getBytes(StandardCharsets.UTF_8));
                    ApiClient.Answer answer =
                            client(context)
                                    .send(
                                            "PATCH",
                                            "/api/v1/settings",
                                            "{}",
                                            "Content-Type",
                                            "application/json",
                                            "Authorization",
                                            basic);
                    assertThat(answer.status()).isEqualTo(200);
                });
    }

    @Test
    void logsNoPasswordThatIsConfigured(CapturedOutput output) {
        run(
                List.of("--spring.security.user.password=secret"),
                (context) ->
                        assertThat(
                                        client(context)
                                                .write("PATCH", "/api/v1/settings", "{}")
                                                .status())
                                .isEqualTo(200));
        assertThat(output).doesNotContain("password").doesNotContain("secret");
    }

    @Test
    void refusesAWriteWithoutTheRole() {
        run(
                List.of("--spring.security.user.password=secret", "--spring.security.user.roles=x"),
                (context) -> {
                    ApiClient.Answer answer =
                            client(context).write("PATCH", "/api/v1/settings", "{}");
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                });
    }

    @Test
    void requiresNoCredentialsForHealthOnAManagementPort() {
        run(
                List.of("--management.server.port=0", "--management.server.address=127.0.0.1"),
                (context) -> {
                    ApiClient management = new ApiClient(port(context, "local.management.port"));
                    for (String path :
                            List.of(
                                    "/actuator/health",
                                    "/actuator/health/liveness",
                                    "/actuator/health/readiness",
                                    "/actuator/info",
                                    "/actuator/prometheus")) {
                        assertThat(management.get(path).status()).as(path).isEqualTo(200);
                    }
                    // The probes' short paths are the main port's; elsewhere they are unknown, but
                    // open.
                    for (String path : List.of("/livez", "/readyz")) {
                        assertThat(client(context).get(path).status()).as(path).isEqualTo(200);
                        assertThat(management.get(path).status()).as(path).isEqualTo(404);
                    }
                    assertThat(management.get("/actuator/env").status()).isEqualTo(401);
                });
    }

    @Test
    void holdsBelowAContextPathAndAnotherBasePath() {
        run(
                List.of("--server.servlet.context-path=/beat", "--chorus.web.base-path=/chorus"),
                (context) -> {
                    ApiClient api = client(context);
                    assertThat(api.get("/beat/chorus/node").status()).isEqualTo(200);
                    assertThat(api.get("/beat/").body())
                            .contains("href=\"chorus/node\"", "content=\"chorus\"");
                    assertThat(api.send("PATCH", "/beat/chorus/settings", "{}").status())
                            .isEqualTo(401);
                    assertThat(api.get("/beat/v3/api-docs").json().get("paths").propertyNames())
                            .contains("/chorus/node")
                            .doesNotContain("/api/v1/node", "/");
                    assertThat(api.get("/beat/chorus/peers/a%2Fb").body())
                            .contains("/chorus/peer?id=");
                });
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1,false", "HTTP_2,true"})
    void saysNothingOfAClientOfTheStreamThatLeaves(
            HttpClient.Version version, boolean http2, CapturedOutput output) {
        run(
                List.of("--server.http2.enabled=" + http2),
                (context) -> {
                    EventStream stream = context.getBean(EventStream.class);
                    HttpRequest request =
                            HttpRequest.newBuilder(
                                            URI.create(client(context).root() + "/api/v1/events"))
                                    .build();
                    for (int i = 0; i < 3; i++) {
                        leaveTheStream(version, request);
                        await().until(() -> stream.clients() == 0);
                    }
                    assertThat(output.getAll().lines())
                            .noneMatch((line) -> line.contains(" ERROR "))
                            .noneMatch(
                                    (line) ->
                                            line.contains(" WARN ")
                                                    && !line.contains("OperatorAccount"))
                            .noneMatch((line) -> line.startsWith("\tat "));
                });
    }

    private static void leaveTheStream(HttpClient.Version version, HttpRequest request) {
        try {
            HttpResponse<Stream<String>> response =
                    HttpClient.newBuilder()
                            .version(version)
                            .build()
                            .send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(response.version()).isEqualTo(version);
            try (Stream<String> lines = response.body()) {
                Iterator<String> iterator = lines.iterator();
                for (int i = 0; i < 8; i++) {
                    iterator.next();
                }
            }
        } catch (java.io.IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static void run(List<String> arguments, Consumer<ConfigurableApplicationContext> test) {
        Stream<String> all =
                Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--chorus.gossip.bind=127.0.0.1:0",
                                "--chorus.join=free"),
                        arguments.stream());
        try (ConfigurableApplicationContext context =
                SpringApplication.run(ChorusApplication.class, all.toArray(String[]::new))) {
            test.accept(context);
        }
    }

    private static ApiClient client(ConfigurableApplicationContext context) {
        return new ApiClient(port(context, "local.server.port"));
    }

    private static int port(ConfigurableApplicationContext context, String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }
}
