package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests for the view that answers what happened at a time. */
@ExtendWith(Stage.Resolver.class)
class TimelineTests {

    private final Stage stage;

    private final NodeProcess node;

    TimelineTests(Stage stage) {
        this.stage = stage;
        this.node = stage.mesh().first();
    }

    @AfterEach
    void unmute() {
        this.node.write("PATCH", "peers/bee", "{\"muted\":false}");
    }

    private OpenPage open() {
        OpenPage open = this.stage.open(this.node.root() + "/");
        assertThat(open.inStep()).hasText("In step");
        open.tab("Timeline").click();
        return open;
    }

    private static Locator timeline(OpenPage open) {
        return open.byRole(AriaRole.TABPANEL, "Timeline");
    }

    /** The entry of what happened, the newest first. */
    private static Locator happened(OpenPage open, String text) {
        return open.byRole(AriaRole.LIST, "What happened")
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
    }

    @Test
    void saysWhatHappenedAtATime() {
        try (OpenPage open = open()) {
            this.node.write("PATCH", "peers/bee", "{\"muted\":true}");
            Locator entry = happened(open, "bee is muted");
            String time = entry.locator("time").textContent();
            open.awaitStates(8);
            timeline(open).locator("input[type=time]").fill(time);
            Locator readout = timeline(open).locator(".timeline-readout");
            assertThat(readout).containsText("At " + time);
            assertThat(readout).containsText("Order r");
            assertThat(open.page().locator("li[aria-current=time]").first()).containsText("bee");
            open.screenshot("timeline-chosen");
            timeline(open)
                    .getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Now").setExact(true))
                    .click();
            assertThat(readout.locator("h3")).hasText("Now");
        }
    }

    @Test
    void saysWhoFiredFirstAndWhoseTurnItIs() {
        try (OpenPage open = open()) {
            Locator readout = timeline(open).locator(".timeline-readout");
            assertThat(readout).containsText(Pattern.compile("First[^ ]+, .*this node"));
            assertThat(readout).containsText("on 5 members");
            timeline(open).locator("select").first().selectOption("turn");
            assertThat(readout).containsText(Pattern.compile("turn [1-5] of 5"));
        }
    }

    @Test
    void showsAnEventThatIsChosenInTheList() {
        try (OpenPage open = open()) {
            this.node.write("PATCH", "peers/bee", "{\"muted\":true}");
            Locator entry = happened(open, "bee is muted");
            entry.focus();
            entry.press("Enter");
            assertThat(timeline(open).locator(".timeline-readout h3"))
                    .containsText("At " + entry.locator("time").textContent());
        }
    }
}
