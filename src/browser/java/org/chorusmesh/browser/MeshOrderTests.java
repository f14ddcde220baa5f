package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests for the order of the whole mesh beside the order of what a node hears. */
@ExtendWith(Stage.Resolver.class)
class MeshOrderTests {

    private static final String MESH_ORDER = "[data-figure=mesh-order]";

    private final Stage stage;

    MeshOrderTests(Stage stage) {
        this.stage = stage;
    }

    @Test
    void isShownWhereANodeHearsAPartOfItsMesh() {
        List<Integer> ports = Ports.free(3);
        // The two at the ends do not hear each other.
        try (NodeProcess left = new NodeProcess("left", "", ports.get(0), ports.subList(0, 2));
                NodeProcess middle = new NodeProcess("middle", "", ports.get(1), ports);
                NodeProcess right =
                        new NodeProcess("right", "", ports.get(2), ports.subList(1, 3))) {
            await().until(() -> left.hears(1) && middle.hears(2) && right.hears(1));
            await().until(() -> left.get("members").get("members").size() == 3);
            try (OpenPage open = this.stage.open(left.root() + "/")) {
                assertThat(open.inStep()).hasText("In step");
                assertThat(open.page().locator(MESH_ORDER)).isVisible();
                assertThat(open.page().locator(MESH_ORDER))
                        .hasText(Pattern.compile("1(\\.0+)?|0\\.99.*"));
            }
        }
    }

    @Test
    void isNotShownWhereANodeHearsAllOfIt() {
        try (OpenPage open = this.stage.open(this.stage.mesh().first().root() + "/")) {
            assertThat(open.inStep()).hasText("In step");
            assertThat(open.page().locator(MESH_ORDER)).isHidden();
        }
    }
}
