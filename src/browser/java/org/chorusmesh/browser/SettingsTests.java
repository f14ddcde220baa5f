package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests for what an operator changes on the page. */
@ExtendWith(Stage.Resolver.class)
class SettingsTests {

    private static final String TAKE_BACK = "{\"coupling\":null,\"ttl\":null}";

    private static final String STORED =
            "[localStorage.length, sessionStorage.length, document.cookie.length].join()";

    private final Stage stage;

    private final NodeMesh mesh;

    SettingsTests(Stage stage) {
        this.stage = stage;
        this.mesh = stage.mesh();
    }

    private OpenPage open() {
        OpenPage open = this.stage.open(this.mesh.first().root() + "/", Look.TALL);
        assertThat(open.inStep()).hasText("In step");
        return open;
    }

    @AfterEach
    void takeBack() {
        this.mesh.first().write("PATCH", "settings", TAKE_BACK);
        this.mesh.first().write("PATCH", "settings?scope=mesh", TAKE_BACK);
        await().until(() -> this.mesh.last().get("settings").get("ttl").asString().equals("PT4S"));
    }

    private static Locator result(OpenPage open) {
        return open.byRole(AriaRole.STATUS, "Result");
    }

    private static void signIn(OpenPage open) {
        open.signIn(NodeProcess.USER, NodeProcess.PASSWORD);
    }

    private static Locator error(OpenPage open, String field) {
        assertThat(open.field(field)).hasAttribute("aria-invalid", "true");
        assertThat(open.field(field))
                .hasAttribute("aria-describedby", Pattern.compile(".*error-" + field + ".*"));
        return open.page().locator("#error-" + field);
    }

    @Test
    void changesTheCouplingOfThisNode() {
        try (OpenPage open = open()) {
            open.field("coupling").fill("3.5");
            open.button("Apply").click();
            signIn(open);
            assertThat(result(open)).containsText("In force on this node");
            assertThat(open.page().locator("[data-figure=coupling]")).containsText("3.5");
            assertThat(this.mesh.first().get("settings").get("coupling").asDouble()).isEqualTo(3.5);
            assertThat(this.mesh.last().get("settings").get("coupling").asDouble()).isEqualTo(2.5);
            assertThat(open.region("Events")).containsText("coupling");
        }
    }

    @Test
    void changesTheTtlOfTheMesh() {
        try (OpenPage open = open()) {
            open.field("ttl").fill("3s");
            open.page().locator("[name=scope]").selectOption("mesh");
            open.button("Apply").click();
            signIn(open);
            assertThat(result(open)).containsText("In force for the mesh");
            await().until(
                            () ->
                                    this.mesh
                                            .last()
                                            .get("settings")
                                            .get("ttl")
                                            .asString()
                                            .equals("PT3S"));
        }
    }

    @Test
    void showsEachWrongValueAtItsFieldAndChangesNothing() {
        try (OpenPage open = open().expectFailures()) {
            open.field("coupling").fill("-1");
            open.field("ttl").fill("soon");
            open.field("frequencyHz").fill("1.0001");
            open.button("Apply").click();
            signIn(open);
            assertThat(error(open, "coupling")).containsText("ust be between");
            assertThat(error(open, "ttl")).isVisible();
            assertThat(open.field("frequencyHz")).not().hasAttribute("aria-invalid", "true");
            assertThat(open.field("coupling")).hasValue("-1");
            assertThat(open.page().locator("[aria-invalid=true]:focus")).hasCount(1);
            assertThat(result(open)).containsText("Nothing was changed");
            open.screenshot("wrong-value");
            assertThat(this.mesh.first().get("settings").get("frequencyHz").asDouble())
                    .isEqualTo(1);
        }
    }

    @Test
    void asksAgainAfterWrongCredentials() {
        try (OpenPage open = open().expectFailures()) {
            open.field("coupling").fill("3.5");
            open.button("Apply").click();
            open.signIn(NodeProcess.USER, "guessed");
            Locator dialog = open.byRole(AriaRole.DIALOG, "Operator");
            assertThat(dialog).containsText("not right");
            assertThat(dialog.locator("input[type=password]")).hasValue("");
            open.screenshot("wrong-credentials");
            signIn(open);
            assertThat(result(open)).containsText("In force on this node");
        }
    }

    @Test
    void changesNothingWithoutCredentials() {
        try (OpenPage open = open()) {
            open.field("coupling").fill("3.5");
            open.button("Apply").click();
            open.page().keyboard().press("Escape");
            assertThat(result(open)).containsText("Nothing was changed");
            assertThat(open.field("coupling")).hasValue("3.5");
            assertThat(this.mesh.first().get("settings").get("coupling").asDouble()).isEqualTo(2.5);
        }
    }

    @Test
    void refusesAChangeOfASettingThatAnotherOperatorHasChangedMeanwhile() {
        try (OpenPage open = open().expectFailures()) {
            open.field("coupling").fill("3.5");
            this.mesh.first().write("PATCH", "settings", "{\"coupling\":4}");
            open.button("Apply").click();
            signIn(open);
            assertThat(result(open)).containsText("Another operator has changed");
            assertThat(this.mesh.first().get("settings").get("coupling").asDouble()).isEqualTo(4);
            open.button("Apply").click();
            assertThat(result(open)).containsText("In force on this node");
        }
    }

    @Test
    void mutesAPeerAndTakesItBack() {
        try (OpenPage open = open()) {
            Locator row = open.row("bee");
            row.getByText("Mute").click();
            signIn(open);
            assertThat(row).containsText("muted");
            assertThat(row.getByText("Unmute")).isFocused();
            row.getByText("Unmute").click();
            assertThat(row).containsText("in step");
        }
    }

    @Test
    void saysWhatIsWrongWithAKick() {
        try (OpenPage open = open().expectFailures()) {
            open.button("Kick").click();
            Locator dialog = open.byRole(AriaRole.DIALOG, "Kick");
            dialog.locator("[name=radians]").fill("far");
            dialog.locator("[name=radians]").press("Enter");
            signIn(open);
            assertThat(dialog.locator("#error-kick")).isVisible();
            open.page().keyboard().press("Escape");
            assertThat(dialog).isHidden();
            assertThat(open.button("Kick")).isFocused();
        }
    }

    @Test
    void keepsCredentialsUntilThePageIsClosedAndNoLonger() {
        try (OpenPage open = open()) {
            open.field("coupling").fill("3.5");
            open.button("Apply").click();
            signIn(open);
            assertThat(result(open)).containsText("In force");
            open.field("coupling").fill("3");
            open.button("Apply").click();
            open.await(() -> this.mesh.first().get("settings").get("coupling").asDouble() == 3);
            assertThat(open.page().evaluate(STORED)).isEqualTo("0,0,0");
            open.page().reload();
            assertThat(open.inStep()).hasText("In step");
            open.field("coupling").fill("3.5");
            open.button("Apply").click();
            assertThat(open.byRole(AriaRole.DIALOG, "Operator")).isVisible();
        }
    }
}
