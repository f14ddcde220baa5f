package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests for a page that everybody can use: by eye, by ear, by keyboard, on any screen. */
@ExtendWith(Stage.Resolver.class)
class AccessTests {

    private static final int MOST_STOPS = 150;

    private final Stage stage;

    AccessTests(Stage stage) {
        this.stage = stage;
    }

    private OpenPage open(Look look) {
        OpenPage open = this.stage.open(this.stage.mesh().first().root() + "/", look);
        assertThat(open.inStep()).hasText("In step");
        open.awaitStates(4);
        return open;
    }

    static List<Look> looks() {
        return List.of(Look.LIGHT, Look.DARK, Look.PHONE, Look.WIDE);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void hasNoSeriousFinding(Look look) {
        try (OpenPage open = open(look)) {
            open.screenshot("now-" + look.name());
            assertThat(Axe.findings(open.page())).as("now").isEmpty();
            open.button("Kick").click();
            assertThat(open.byRole(AriaRole.DIALOG, "Kick")).isVisible();
            assertThat(Axe.findings(open.page())).as("dialog").isEmpty();
            open.page().keyboard().press("Escape");
            open.field("coupling").fill("3");
            open.button("Apply").click();
            assertThat(open.byRole(AriaRole.DIALOG, "Operator")).isVisible();
            open.screenshot("dialog-" + look.name());
            assertThat(Axe.findings(open.page())).as("operator").isEmpty();
            open.page().keyboard().press("Escape");
            open.tab("Timeline").click();
            open.awaitStates(8);
            open.screenshot("timeline-" + look.name());
            assertThat(Axe.findings(open.page())).as("timeline").isEmpty();
            assertThat(open.number("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(open.number("innerWidth"));
        }
    }

    @Test
    void hasNoSeriousFindingWithFaultsAndHostileIds() {
        try (OpenPage open = openCrowd(Look.DARK)) {
            assertThat(Axe.findings(open.page())).isEmpty();
        }
        try (OpenPage open = openCrowd(Look.PHONE)) {
            // Two hundred rows take half a minute to look through; those of a phone look alike.
            open.region("Peers").locator("[type=search]").fill("node-19");
            assertThat(open.rows()).hasCount(10);
            assertThat(Axe.findings(open.page())).isEmpty();
        }
    }

    private OpenPage openCrowd(Look look) {
        OpenPage open = this.stage.open(this.stage.audience().node().root() + "/", look);
        assertThat(open.rows()).hasCount(Stage.CROWD);
        assertThat(open.inStep()).hasText("Not all in step");
        return open;
    }

    @Test
    void isOperatedByTheKeyboardAlone() {
        try (OpenPage open = open(Look.LIGHT)) {
            Keyboard keyboard = open.page().keyboard();
            tabTo(open, open.field("coupling"));
            keyboard.press("Control+A");
            keyboard.type("2.75");
            keyboard.press("Enter");
            Locator dialog = open.byRole(AriaRole.DIALOG, "Operator");
            assertThat(dialog.locator("input").first()).hasValue(NodeProcess.USER);
            assertThat(dialog.locator("input[type=password]")).isFocused();
            keyboard.insertText(NodeProcess.PASSWORD);
            keyboard.press("Enter");
            assertThat(open.byRole(AriaRole.STATUS, "Result")).containsText("In force");
            tabTo(open, open.tab("Now"));
            keyboard.press("ArrowRight");
            assertThat(open.tab("Timeline")).isFocused();
            assertThat(open.tab("Timeline")).hasAttribute("aria-selected", "true");
            keyboard.press("ArrowLeft");
            assertThat(open.region("Peers")).isVisible();
            Locator head =
                    open.byRole(AriaRole.TABLE, "Peers")
                            .getByRole(
                                    AriaRole.COLUMNHEADER,
                                    new Locator.GetByRoleOptions().setName("Node"));
            tabTo(open, head.getByRole(AriaRole.BUTTON));
            keyboard.press("Enter");
            String order = head.getAttribute("aria-sort");
            keyboard.press("Enter");
            assertThat(head).not().hasAttribute("aria-sort", order);
        } finally {
            this.stage.mesh().first().write("PATCH", "settings", "{\"coupling\":null}");
        }
    }

    /** Goes on with the Tab key; each stop on the way must be seen to have the focus. */
    private static void tabTo(OpenPage open, Locator goal) {
        for (int i = 0; i < MOST_STOPS; i++) {
            open.page().keyboard().press("Tab");
            Object unseen =
                    open.page()
                            .evaluate(
                                    """
                                    () => {
                                      const at = document.activeElement;
                                      const {outlineStyle, boxShadow} = getComputedStyle(at);
                                      const seen = at === document.body
                                          || outlineStyle !== 'none' || boxShadow !== 'none';
                                      return seen ? null : at.outerHTML;
                                    }
                                    """);
            assertThat(unseen).as("has the focus, and does not show it").isNull();
            if ((Boolean) goal.evaluate("(element) => element === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("No way to " + goal + " by the Tab key");
    }

    @Test
    void movesNothingBetweenStatesWhereReducedMotionIsPreferred() {
        try (OpenPage open = open(Look.STILL)) {
            double states = open.number("chorus.model.received.states");
            double frames = open.number("chorus.model.framesDrawn");
            open.awaitStates(8);
            double more = open.number("chorus.model.received.states") - states;
            assertThat(open.number("chorus.model.framesDrawn") - frames)
                    .isLessThanOrEqualTo(more + 2);
            assertThat(open.number("document.getAnimations().length")).isZero();
        }
    }

    @Test
    void saysInASentenceWhatTheCircleShows() {
        try (OpenPage open = open(Look.LIGHT)) {
            assertThat(open.summary()).containsText("in step");
            assertThat(open.region("Phase circle").getByRole(AriaRole.IMG))
                    .hasAttribute("aria-label", Pattern.compile(".*5 nodes.*"));
        }
    }
}
