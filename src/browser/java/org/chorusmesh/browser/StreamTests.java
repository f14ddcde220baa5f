package org.chorusmesh.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests for a stream that breaks off and comes back. */
@ExtendWith(Stage.Resolver.class)
class StreamTests {

    private final Stage stage;

    private final NodeMesh mesh;

    private final TcpProxy proxy;

    StreamTests(Stage stage) {
        this.stage = stage;
        this.mesh = stage.mesh();
        this.proxy = new TcpProxy(this.mesh.first().httpPort());
    }

    @AfterEach
    void close() {
        this.proxy.close();
        this.mesh.first().write("PATCH", "settings", "{\"coupling\":null}");
    }

    private OpenPage open() {
        OpenPage open =
                this.stage.open(this.mesh.first().root(this.proxy.port()) + "/").expectFailures();
        assertThat(open.inStep()).hasText("In step");
        return open;
    }

    private static Locator connection(OpenPage open) {
        return open.byRole(AriaRole.ALERT, "Connection");
    }

    @Test
    void saysWhenItIsCutAndShowsWhatHappenedMeanwhile() {
        try (OpenPage open = open()) {
            assertThat(connection(open)).isHidden();
            this.proxy.cut();
            assertThat(connection(open)).containsText("Reconnecting");
            open.screenshot("cut");
            this.mesh.first().write("PATCH", "settings", "{\"coupling\":3.25}");
            this.proxy.join();
            assertThat(connection(open)).isHidden();
            assertThat(open.region("Events")).containsText("3.25");
            assertThat(open.field("coupling")).hasValue("3.25");
            open.awaitStates(4);
        }
    }

    @Test
    void saysWhenNothingComesThoughNothingBroke() {
        try (OpenPage open = open()) {
            this.proxy.freeze();
            assertThat(connection(open)).isVisible();
            this.proxy.join();
            assertThat(connection(open)).isHidden();
            open.awaitStates(4);
        }
    }

    @Test
    void comesBackAfterTheNodeHadNoRoom() {
        AtomicInteger refused = new AtomicInteger();
        try (OpenPage open = open()) {
            open.page()
                    .route(
                            "**/watch",
                            (route) -> {
                                if (refused.incrementAndGet() <= 2) {
                                    route.fulfill(new Route.FulfillOptions().setStatus(503));
                                } else {
                                    route.resume();
                                }
                            });
            open.page().reload();
            open.awaitStates(4);
            assertThat(open.inStep()).hasText("In step");
            assertThat(connection(open)).isHidden();
        }
    }

    @Test
    void startsOverWithANodeThatHasRestarted() {
        try (OpenPage open = open()) {
            Object before = open.page().evaluate("chorus.model.peers.bootId");
            this.mesh.first().kill();
            assertThat(connection(open)).isVisible();
            this.mesh.first().restart();
            assertThat(connection(open)).isHidden();
            open.await(() -> !before.equals(open.page().evaluate("chorus.model.peers.bootId")));
            assertThat(open.inStep()).hasText("In step");
            assertThat(open.rows()).hasCount(4);
        } finally {
            this.mesh.restore();
        }
    }
}
