package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests for a page with two hundred peers, some of whom are hostile. */
@ExtendWith(Stage.Resolver.class)
class CrowdTests {

    private final Stage stage;

    private final Audience audience;

    CrowdTests(Stage stage) {
        this.stage = stage;
        this.audience = stage.audience();
    }

    private OpenPage open(Look look) {
        OpenPage open = this.stage.open(this.audience.node().root() + "/", look);
        assertThat(open.rows()).hasCount(Stage.CROWD);
        return open;
    }

    @Test
    void namesTheOneThatCannotLock() {
        try (OpenPage open = open(Look.LIGHT)) {
            assertThat(open.inStep()).hasText("Not all in step");
            assertThat(open.summary()).containsText("200 of 201 nodes are in step");
            assertThat(open.summary()).containsText(Audience.RUNAWAY + " cannot lock");
            open.awaitStates(8);
            open.screenshot("crowd");
        }
    }

    @Test
    void findsFiltersAndSorts() {
        try (OpenPage open = open(Look.LIGHT)) {
            Locator state =
                    open.region("Peers")
                            .getByRole(
                                    AriaRole.COMBOBOX,
                                    new Locator.GetByRoleOptions().setName("State"));
            state.selectOption("not_in_step");
            assertThat(open.rows()).hasCount(1);
            assertThat(open.row(Audience.RUNAWAY)).isVisible();
            state.selectOption("all");
            open.region("Peers").locator("[type=search]").fill("node-1");
            assertThat(open.rows()).hasCount(100);
            open.region("Peers").locator("[type=search]").fill("");
            Locator node =
                    open.byRole(AriaRole.TABLE, "Peers")
                            .getByRole(
                                    AriaRole.COLUMNHEADER,
                                    new Locator.GetByRoleOptions().setName("Node"));
            node.getByRole(AriaRole.BUTTON).click();
            String order = node.getAttribute("aria-sort");
            assertThat(order).isIn("ascending", "descending");
            String first = open.rows().first().getAttribute("data-node-id");
            node.getByRole(AriaRole.BUTTON).click();
            assertThat(node).not().hasAttribute("aria-sort", order);
            assertThat(open.rows().last()).hasAttribute("data-node-id", first);
        }
    }

    @Test
    void showsHostileIdsAsTextAndNothingElse() {
        for (Look look : new Look[] {Look.LIGHT, Look.PHONE}) {
            try (OpenPage open = open(look)) {
                for (String id : Audience.HOSTILE) {
                    Locator row = open.row(id);
                    row.scrollIntoViewIfNeeded();
                    // What would turn the line around is spelt out.
                    assertThat(row)
                            .containsText(
                                    id.replace("\u202e", "‹U+202E›").replace("\u202c", "‹U+202C›"));
                }
                assertThat(open.page().locator("tbody script, tbody img")).hasCount(0);
                assertThat(open.page()).hasTitle("listener · Chorus");
                assertThat(open.number("document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(open.number("innerWidth"));
            }
        }
    }

    @Test
    void fitsTheScreen() {
        for (Look look : new Look[] {Look.PHONE, Look.WIDE}) {
            try (OpenPage open = open(look)) {
                open.awaitStates(8);
                open.screenshot("crowd-" + look.width());
                assertThat(open.number("document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(open.number("innerWidth"));
            }
        }
    }
}
