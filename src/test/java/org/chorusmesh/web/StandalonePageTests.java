package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chorusmesh.ChorusApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a node of its own serves its page, to whom, and what the page links. */
class StandalonePageTests {

    private static final String POLICY = "Content-Security-Policy";

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

    private static void standalone(List<String> arguments, Consumer<ApiClient> test) {
        Stream<String> secret =
                Stream.concat(
                        Stream.of("--spring.security.user.password=secret"), arguments.stream());
        Applications.run(secret.toList(), test, ChorusApplication.class);
    }
}
