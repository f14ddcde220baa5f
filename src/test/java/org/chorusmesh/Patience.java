package org.chorusmesh;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets every {@code await()} without a limit of its own wait longer than Awaitility's ten seconds.
 * A machine that stands still for some seconds is then no failure. JUnit registers it for all
 * tests.
 */
public final class Patience implements BeforeAllCallback {

    /** How long a test waits for what takes a moment on an idle machine. */
    public static final Duration LIMIT = Duration.ofSeconds(40);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
