package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests for what a browser makes of the page's files, and what it refuses. */
@ExtendWith(Stage.Resolver.class)
class OpeningTests {

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
