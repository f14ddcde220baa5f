package org.chorusmesh.browser;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The browser and the mesh that all tests share. A test that changes the mesh changes it back. */
final class Stage implements AutoCloseable {

    static final List<String> IDS = List.of("ant", "bee", "cicada", "drone", "elk");

    /** How many peers the one node hears. */
    static final int CROWD = 200;

    /** The mesh's settings can be changed only where frames are signed. */
    private static final String KEY = "a key for tests in a browser of more than 32 bytes";

    /** For a machine that is busy with something else. */
    private static final double LIMIT_MILLIS = 60_000;

    private final Chromium chromium = new Chromium();

    private NodeMesh mesh;

    private Audience audience;

    Stage() {
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
        Awaitility.setDefaultTimeout(Duration.ofMillis((long) LIMIT_MILLIS));
    }

    OpenPage open(String url, Look look) {
        return new OpenPage(this.chromium.browser(), url, look);
    }

    OpenPage open(String url) {
        return open(url, Look.LIGHT);
    }

    /** Five nodes at 1 Hz; started when a test first looks. */
    NodeMesh mesh() {
        if (this.mesh == null) {
            this.mesh = new NodeMesh(IDS, "--chorus.gossip.keys=" + KEY, "--chorus.ttl=4s");
        }
        return this.mesh;
    }

    /** One node that hears two hundred peers; started when a test first looks. */
    Audience audience() {
        if (this.audience == null) {
            this.audience = Audience.hostile(CROWD);
        }
        return this.audience;
    }

    @Override
    public void close() {
        if (this.audience != null) {
            this.audience.close();
        }
        if (this.mesh != null) {
            this.mesh.close();
        }
        this.chromium.close();
    }

    /** Hands the one stage of a run to tests. */
    static final class Resolver implements ParameterResolver {

        private static final ExtensionContext.Namespace NAMESPACE =
                ExtensionContext.Namespace.create(Stage.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(Stage.class, (key) -> new Stage(), Stage.class);
        }
    }
}
