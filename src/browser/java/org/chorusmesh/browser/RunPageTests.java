package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the page that a simulated run leaves, opened from a file. */
@ExtendWith(Stage.Resolver.class)
class RunPageTests {

    @TempDir static Path out;

    private static Path runPage;

    @BeforeAll
    static void simulate() throws IOException, InterruptedException {
        Process simulation =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                System.getProperty("node.jar"),
                                "simulate",
                                "ghost-peers",
                                "--out",
                                out.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(out.resolve("simulate.log").toFile())
                        .start();
        assertThat(simulation.waitFor()).isZero();
        try (Stream<Path> files = Files.walk(out)) {
            runPage = files.filter((file) -> file.endsWith("run.html")).findFirst().orElseThrow();
        }
    }

    @Test
    void playsBothRunsBackWithoutANetwork(Stage stage) {
        try (OpenPage open = stage.open(runPage.toUri().toString())) {
            assertThat(open.region("Phase circles").getByRole(AriaRole.IMG)).hasCount(2);
            Locator clock = open.page().locator("#clock");
            String start = clock.textContent();
            Locator slider = open.byRole(AriaRole.SLIDER, "Time in the run");
            slider.fill("10");
            assertThat(clock).not().hasText(start);
            String chosen = clock.textContent();
            slider.press("ArrowRight");
            assertThat(clock).not().hasText(chosen);
            open.record("#clock");
            open.button("Play").click();
            open.await(() -> open.recorded("#clock").size() > 5);
            open.button("Pause").click();
            open.screenshot("run");
        }
    }

    @Test
    void hasNoSeriousFinding(Stage stage) {
        for (Look look : List.of(Look.LIGHT, Look.DARK, Look.PHONE)) {
            try (OpenPage open = stage.open(runPage.toUri().toString(), look)) {
                open.page().locator("#slider").fill("12");
                open.screenshot("run-" + look.name());
                assertThat(Axe.findings(open.page())).as(look.name()).isEmpty();
                assertThat(open.number("document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(open.number("innerWidth"));
            }
        }
    }
}
