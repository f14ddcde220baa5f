package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests for what a browser makes of the page's files, and what it refuses. */
@ExtendWith(Stage.Resolver.class)
class OpeningTests {

    private static final String FRAMES = "window.chorus?.model.framesDrawn ?? 0";

    private final Stage stage;

    OpeningTests(Stage stage) {
        this.stage = stage;
    }

    @Test
    void opensWithoutACredentialOrAnError() {
        try (OpenPage open = this.stage.open(this.stage.mesh().first().root() + "/")) {
            assertThat(open.page()).hasTitle(Pattern.compile("Chorus"));
            assertThat(Axe.findings(open.page())).isEmpty();
        }
    }

    @Test
    void opensBelowAContextPath() {
        try (OpenPage open = this.stage.open(this.stage.audience().node().root() + "/")) {
            assertThat(open.page()).hasTitle(Pattern.compile("Chorus"));
        }
    }

    @Test
    void loadsTheCurvesOnceTheyComeNear() {
        try (OpenPage open = this.stage.open(this.stage.mesh().first().root() + "/", Look.PHONE)) {
            open.await(() -> open.number(FRAMES) > 0);
            assertThat(open.page().locator(".uplot")).hasCount(0);
            open.region("Order over time").scrollIntoViewIfNeeded();
            assertThat(open.page().locator(".uplot")).hasCount(2);
            assertThat(open.region("Order over time")).containsText("Last minute: r ");
        }
    }

    @Test
    void drawsTheCircleInAThreadOfItsOwn() {
        try (OpenPage open = this.stage.open(this.stage.mesh().first().root() + "/")) {
            open.await(() -> open.number(FRAMES) > 0);
            assertThat(open.page().workers()).hasSize(1);
        }
    }

    @Test
    void drawsTheCircleItselfWhereAWorkerCannot() {
        try (OpenPage open = this.stage.open(this.stage.mesh().first().root() + "/")) {
            open.page()
                    .addInitScript("delete HTMLCanvasElement.prototype.transferControlToOffscreen");
            open.page().reload();
            open.await(() -> open.number(FRAMES) > 30);
            assertThat(open.page().workers()).isEmpty();
        }
    }

    @Test
    void drawsTheCircleItselfWhereTheWorkerCannotBeLoaded() {
        try (OpenPage open =
                this.stage.open(this.stage.mesh().first().root() + "/").expectFailures()) {
            open.page().route("**/circle-worker.js", Route::abort);
            open.page().reload();
            open.await(() -> open.number(FRAMES) > 30);
        }
    }

    @Test
    void drawsTheCircleOnceWhatDrawsItCanBeLoaded() {
        try (OpenPage open =
                this.stage.open(this.stage.mesh().first().root() + "/").expectFailures()) {
            open.page().route("**/circle-worker.js", Route::abort);
            open.page().route("**/circle-painter.js*", Route::abort);
            open.page().reload();
            assertThat(open.inStep()).hasText("In step");
            assertThat(open.number(FRAMES)).isZero();
            open.page().unroute("**/circle-worker.js");
            open.page().unroute("**/circle-painter.js*");
            open.await(() -> open.number(FRAMES) > 0);
        }
    }

    @Test
    void runsNoScriptThatTheNodeHasNotServed() {
        try (OpenPage open = this.stage.open(this.stage.mesh().first().root() + "/")) {
            Page.AddScriptTagOptions inline =
                    new Page.AddScriptTagOptions().setContent("document.title = 'taken'");
            assertThatThrownBy(() -> open.page().addScriptTag(inline))
                    .isInstanceOf(PlaywrightException.class);
            assertThat(open.page()).hasTitle(Pattern.compile("Chorus"));
            open.expectComplaint("Content Security Policy");
        }
    }
}
