package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests for what the page shows of five nodes: in step, out of step, one of them gone. */
@ExtendWith(Stage.Resolver.class)
class StepTests {

    private static final String WORD = "#in-step";

    private static final String ELK = "tr[data-node-id=elk]";

    private static final String FAULTS = "[aria-label='What is wrong']";

    private final Stage stage;

    private final NodeMesh mesh;

    StepTests(Stage stage) {
        this.stage = stage;
        this.mesh = stage.mesh();
    }

    private OpenPage open() {
        return this.stage.open(this.mesh.first().root() + "/", Look.TALL);
    }

    private static boolean matches(List<String> texts, String part) {
        Pattern pattern = Pattern.compile(part, Pattern.DOTALL);
        return texts.stream().anyMatch((text) -> pattern.matcher(text).find());
    }

    @Test
    void showsAMeshThatIsInStep() {
        try (OpenPage open = open()) {
            assertThat(open.inStep()).hasText("In step");
            assertThat(open.summary()).containsText("All 5 nodes are in step");
            assertThat(open.rows()).hasCount(4);
            for (String id : Stage.IDS.subList(1, 5)) {
                assertThat(open.row(id)).containsText("in step");
                assertThat(open.row(id)).containsText("live");
            }
            assertThat(open.region("Members")).containsText("Agreed: 5 nodes");
            assertThat(open.region("Frames")).containsText("admitted");
            assertThat(open.page()).hasTitle("ant · Chorus");
            assertThat(open.page().locator("[data-figure=reports]"))
                    .hasText(Pattern.compile("every [\\d.]+ m?s"));
            open.awaitStates(8);
            open.screenshot("light");
        }
    }

    @Test
    void countsBeatsAndSaysWhoseTurnItIs() {
        try (OpenPage open = open()) {
            assertThat(open.inStep()).hasText("In step");
            Locator beat = open.region("Beat");
            Locator number = beat.locator("[data-part=number]");
            String before = number.textContent();
            assertThat(number).not().hasText(before);
            beat.locator("input").fill("5");
            open.record("[data-part=turn]").record("[data-part=owner]");
            open.await(() -> open.recorded("[data-part=turn]").containsAll(Stage.IDS));
            beat.locator("input").fill("1");
            open.await(() -> open.recorded("[data-part=owner]").containsAll(Stage.IDS));
        }
    }

    @Test
    void movesTheNodesInEveryFrameAndNotOnlyWhenTheNodeSpeaks() {
        try (OpenPage open = open()) {
            assertThat(open.inStep()).hasText("In step");
            double states = open.number("chorus.model.received.states");
            double frames = open.number("chorus.model.framesDrawn");
            open.awaitStates(8);
            assertThat(open.number("chorus.model.framesDrawn") - frames)
                    .isGreaterThan(2 * (open.number("chorus.model.received.states") - states));
        }
    }

    @Test
    void showsAKickAndTheReturn() {
        try (OpenPage open = open()) {
            assertThat(open.inStep()).hasText("In step");
            open.record(WORD);
            open.button("Kick").click();
            Locator dialog = open.byRole(AriaRole.DIALOG, "Kick");
            dialog.locator("[name=radians]").fill("2.5");
            dialog.getByRole(AriaRole.BUTTON)
                    .filter(new Locator.FilterOptions().setHasNotText("Cancel"))
                    .first()
                    .click();
            open.signIn(NodeProcess.USER, NodeProcess.PASSWORD);
            assertThat(dialog).isHidden();
            open.await(() -> open.recorded(WORD).contains("Settling"));
            assertThat(open.inStep()).hasText("In step");
        }
    }

    @Test
    void namesAPeerThatIsKilledLetsItFadeAndGoAndTakesItBack() {
        try (OpenPage open = open()) {
            assertThat(open.rows()).hasCount(4);
            assertThat(open.inStep()).hasText("In step");
            open.record(FAULTS).record(ELK);
            this.mesh.last().kill();
            open.await(() -> matches(open.recorded(ELK), "fading"));
            open.screenshot("fading");
            open.await(() -> matches(open.recorded(FAULTS), "elk.*fading"));
            assertThat(open.row("elk")).hasCount(0);
            assertThat(open.region("Events")).containsText("elk");
            assertThat(open.summary()).containsText("All 4 nodes are in step");
            this.mesh.last().restart();
            assertThat(open.row("elk")).containsText("in step");
            assertThat(open.summary()).containsText("All 5 nodes are in step");
        } finally {
            this.mesh.restore();
        }
    }
}
