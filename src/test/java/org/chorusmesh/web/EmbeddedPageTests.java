package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.payroll.PayrollApplication;
import com.example.payroll.PayrollSecurity;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the page fits in an application, beside its own pages and its own security. */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedPageTests {

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
