package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.payroll.PayrollApplication;
import com.example.payroll.PayrollSecurity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.chorusmesh.ChorusApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tests for how the page is served, by a node of its own and inside an application. */
@ExtendWith(OutputCaptureExtension.class)
class PageTests {

    private static final String POLICY = "Content-Security-Policy";

    /** An open application with the page at {@code /chorus}. */
    private static ConfigurableApplicationContext application;

    private static ApiClient chorus;

    @BeforeAll
    static void start() {
        application =
                Applications.start(
                        List.of("--chorus.web.page=/chorus"),
                        PayrollApplication.class,
                        PayrollSecurity.Nothing.class);
        chorus = Applications.client(application);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void aNodeOfItsOwnOpensItsPageToReaders() {
        standalone(
                List.of(),
                (api) -> {
                    ApiClient.Answer page = api.get("/");
                    assertThat(page.status()).isEqualTo(200);
                    assertThat(page.header("Content-Type"))
                            .isEqualToIgnoringCase("text/html;charset=UTF-8");
                    assertThat(page.body())
                            .contains("<meta name=\"chorus-base\" content=\"api/v1\">")
                            .doesNotContain("{{");
                    assertThat(page.header(POLICY))
                            .isEqualTo(
                                    "default-src 'none'; script-src 'self'; style-src 'self';"
                                            + " connect-src 'self'; img-src 'self' data:; base-uri"
                                            + " 'none'; form-action 'none'; frame-ancestors"
                                            + " 'none'");
                    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
                    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
                    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
                    assertThat(api.send("POST", "/", "{}").status()).isEqualTo(401);
                    assertThat(api.write("POST", "/", "{}").status()).isEqualTo(405);
                    assertThat(api.get("/nowhere").status()).isEqualTo(401);
                    assertThat(api.get("/nowhere.js").status()).isEqualTo(401);
                    assertThat(api.get("/api/v1/node").header(POLICY)).isNull();
                    assertThat(api.get("/swagger-ui/index.html").header(POLICY)).isNull();
                    assertThat(api.get("/actuator/health").header(POLICY)).isNull();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, text/html",
        "page.css, text/css",
        "main.js, text/javascript",
        "lib/uPlot.iife.min.js, text/javascript",
        "lib/uPlot.min.css, text/css"
    })
    void sendsEachFileAsWhatItIs(String name, String type) {
        ApiClient.Answer file = chorus.get("/chorus/" + name);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).startsWith(type);
        assertThat(file.body()).isNotEmpty();
    }

    @Test
    void linksWhatThereIs() {
        standalone(
                List.of("--server.servlet.context-path=/beat", "--chorus.web.page=/ops/page"),
                (api) -> {
                    String page = api.get("/beat/ops/page/").body();
                    List<String> links =
                            Pattern.compile("<a href=\"([^\"]+)\"")
                                    .matcher(page)
                                    .results()
                                    .map((link) -> link.group(1))
                                    .toList();
                    assertThat(links)
                            .contains(
                                    "../../api/v1/node",
                                    "../../swagger-ui.html",
                                    "../../actuator/health");
                    URI here = URI.create(api.root() + "/beat/ops/page/");
                    for (String link : links) {
                        if (!link.endsWith("events")) {
                            assertThat(api.get(here.resolve(link).getPath()).status())
                                    .as(link)
                                    .isLessThan(400);
                        }
                    }
                });
    }

    @Test
    void linksNeitherADescriptionNorHealthThatIsElsewhere() {
        standalone(
                List.of(
                        "--springdoc.swagger-ui.enabled=false",
                        "--management.server.port=0",
                        "--management.server.address=127.0.0.1"),
                (api) ->
                        assertThat(api.get("/").body())
                                .contains("api/v1/node")
                                .doesNotContain("swagger", "actuator"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chorus", "/chorus/"})
    void takesItsPathWithAndWithoutASlash(String path) {
        standalone(
                List.of("--chorus.web.page=" + path, "--server.servlet.context-path=/app"),
                (api) -> {
                    ApiClient.Answer moved = api.get("/app/chorus");
                    assertThat(moved.status()).isEqualTo(302);
                    URI target = URI.create("/app/chorus").resolve(moved.header("Location"));
                    assertThat(target).hasToString("/app/chorus/");
                    assertThat(api.get(target.toString()).status()).isEqualTo(200);
                    assertThat(api.get("/app/").status()).isEqualTo(401);
                    ApiClient.Answer unknown = api.get("/app/chorus/nowhere.js");
                    assertThat(unknown.status()).isEqualTo(404);
                    assertThat(unknown.header("Content-Type"))
                            .isEqualTo("application/problem+json");
                    assertThat(unknown.json().get("detail").stringValue())
                            .isEqualTo("The page has no such file.");
                });
    }

    @Test
    void isBelowTheServletsPathToo() {
        standalone(
                List.of("--spring.mvc.servlet.path=/mvc", "--chorus.web.base-path=/mesh"),
                (api) -> {
                    assertThat(api.get("/mvc").header("Location")).isEqualTo("mvc/");
                    assertThat(api.get("/mvc/").body()).contains("content=\"mesh\"");
                    assertThat(api.get("/mvc/mesh/node").status()).isEqualTo(200);
                });
    }

    @Test
    void mayLieAboveTheApi() {
        embedded(
                List.of("--chorus.web.page=/chorus", "--chorus.web.base-path=/chorus/api"),
                (api) -> {
                    assertThat(api.get("/chorus/").body()).contains("content=\"../chorus/api\"");
                    assertThat(api.get("/chorus/api/node").json().has("nodeId")).isTrue();
                    assertThat(api.send("PUT", "/chorus/api/settings", "{}").status())
                            .isEqualTo(403);
                    assertThat(api.get("/chorus/api/nowhere").status()).isEqualTo(404);
                });
    }

    @Test
    void saysWhenNothingHasChanged() {
        String tag = chorus.get("/chorus/").header("ETag");
        assertThat(tag).matches("\"[0-9a-f]+\"");
        for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag)) {
            ApiClient.Answer same = chorus.get("/chorus/", "If-None-Match", known);
            assertThat(same.status()).as(known).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.header("ETag")).isEqualTo(tag);
            assertThat(same.header("Cache-Control")).isEqualTo("no-cache");
        }
        assertThat(chorus.get("/chorus/", "If-None-Match", "\"x\"").status()).isEqualTo(200);
        assertThat(chorus.get("/chorus/main.js").header("ETag")).isNotEqualTo(tag);
        ApiClient.Answer head = chorus.send("HEAD", "/chorus/", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo(tag);
        assertThat(head.header("Content-Length"))
                .isEqualTo(chorus.get("/chorus/").header("Content-Length"));
        assertThat(head.body()).isEmpty();
        assertThat(chorus.send("OPTIONS", "/chorus/", null).header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void compressesForThoseWhoAcceptIt() {
        ApiClient.Answer plain = chorus.get("/chorus/lib/uPlot.iife.min.js");
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
        for (String accepted : List.of("gzip", "br, GZIP;q=0.5", "deflate,gzip")) {
            HttpResponse<byte[]> small = compressed(accepted);
            assertThat(small.headers().firstValue("Content-Encoding"))
                    .as(accepted)
                    .hasValue("gzip");
            assertThat(small.headers().firstValue("ETag"))
                    .isNotEmpty()
                    .isNotEqualTo(plain.response().headers().firstValue("ETag"));
            assertThat(small.body().length).isLessThan(plain.body().length() / 2);
            assertThat(unzip(small.body())).isEqualTo(plain.body());
        }
        for (String refused : List.of("br", "gzip;q=0", "gzip; q=0.0", "identity")) {
            assertThat(compressed(refused).headers().firstValue("Content-Encoding"))
                    .as(refused)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../standalone.properties",
                "..%2fstandalone.properties",
                "%2e%2e/standalone.properties",
                "lib/../../standalone.properties",
                "lib/../index.html",
                "./index.html",
                "lib//uPlot.min.css",
                "/index.html",
                "lib/",
                "lib",
                "lib/LICENSE",
                "index.html/",
                "index.html;x=.js",
                "in%64ex.html",
                "%00.html",
                "index.html%00.js",
                ".html",
                "..html",
                "..\\index.html",
                "a%0d%0ab.js",
                "{{base}}.js"
            })
    void nothingElseIsBelowIt(String name) throws IOException {
        URI root = URI.create(chorus.root());
        String request =
                "GET /chorus/" + name + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .matches((text) -> text.matches("(?s)HTTP/1.1 (400|404|418).*"), "refused")
                    .doesNotContainIgnoringCase("<title>Chorus", "probes=true", "uplot-");
        }
    }

    @Test
    void isOffInAnApplicationThatDoesNotSetIt() {
        for (List<String> arguments : List.of(List.<String>of(), List.of("--chorus.web.page="))) {
            embedded(
                    arguments,
                    (api) -> {
                        for (String path : List.of("/", "/index.html", "/main.js", "/chorus/")) {
                            assertThat(api.get(path).status()).as(path).isEqualTo(418);
                        }
                    },
                    PayrollSecurity.Nothing.class);
        }
    }

    @Test
    void isOffWhereItsPathIsEmpty() {
        standalone(
                List.of("--chorus.web.page="),
                (api) -> {
                    for (String path : List.of("/", "/index.html")) {
                        assertThat(api.get(path).status()).isEqualTo(401);
                        assertThat(api.as("operator", "GET", path, null).status()).isEqualTo(404);
                    }
                });
    }

    @Test
    void isOpenWhereTheApplicationSaysNothingOfItAndNothingElseIs() {
        embedded(
                List.of("--chorus.web.page=/chorus"),
                (api) -> {
                    assertThat(api.get("/chorus").status()).isEqualTo(302);
                    assertThat(api.get("/chorus/").status()).isEqualTo(200);
                    assertThat(api.send("HEAD", "/chorus/main.js", null).status()).isEqualTo(200);
                    assertThat(api.send("POST", "/chorus/", "{}").status()).isEqualTo(401);
                    assertThat(api.get("/chorusx").status()).isEqualTo(401);
                    assertThat(api.get("/").status()).isEqualTo(401);
                },
                Object.class);
    }

    @Test
    void comesAfterTheApplicationsOwnChain() {
        embedded(
                List.of("--chorus.web.page=/chorus"),
                (api) -> {
                    assertThat(api.get("/chorus/").status()).isEqualTo(401);
                    assertThat(api.as("clerk", "GET", "/chorus/", null).status()).isEqualTo(200);
                },
                PayrollSecurity.Users.class,
                PayrollSecurity.Everything.class);
    }

    @Test
    void givesWayToTheApplicationsOwnPages(CapturedOutput output) {
        embedded(
                List.of("--chorus.web.page=/"),
                (api) -> {
                    assertThat(api.get("/").body()).isEqualTo("payroll");
                    assertThat(api.get("/page.css").body()).isEqualTo("payroll style");
                    assertThat(api.get("/main.js").header("Content-Type"))
                            .startsWith("text/javascript");
                    assertThat(api.get("/nowhere.js").status()).isEqualTo(418);
                },
                PayrollSecurity.Nothing.class,
                OwnPages.class);
        assertThat(output.getAll().lines().filter((line) -> line.contains("HiddenPaths")))
                .singleElement()
                .matches((line) -> line.contains(" WARN "))
                .matches((line) -> line.contains("hides the node's page"));
    }

    private static HttpResponse<byte[]> compressed(String accepted) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    chorus.root()
                                                            + "/chorus/lib/uPlot.iife.min.js"))
                                    .header("Accept-Encoding", accepted)
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static String unzip(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void standalone(List<String> arguments, Consumer<ApiClient> test) {
        Stream<String> secret =
                Stream.concat(
                        Stream.of("--spring.security.user.password=secret"), arguments.stream());
        Applications.run(secret.toList(), test, ChorusApplication.class);
    }

    private static void embedded(
            List<String> arguments, Consumer<ApiClient> test, Class<?>... sources) {
        Class<?>[] chosen =
                (sources.length > 0) ? sources : new Class<?>[] {PayrollSecurity.Nothing.class};
        Applications.run(
                arguments,
                test,
                Stream.concat(
                                Stream.of(PayrollApplication.class),
                                Stream.of(chosen).filter((source) -> source != Object.class))
                        .toArray(Class<?>[]::new));
    }

    /** Pages of an application at paths that are the page's too. */
    @RestController
    static class OwnPages {

        @GetMapping("/")
        String page() {
            return "payroll";
        }

        @GetMapping("/page.css")
        String style() {
            return "payroll style";
        }
    }
}
