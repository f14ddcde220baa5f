package org.chorusmesh.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The browser of this machine, without a window. Belongs to one thread. */
final class Chromium implements AutoCloseable {

    private static final List<String> ARGUMENTS =
            List.of(
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--no-first-run");

    private final Playwright playwright = Playwright.create();

    private final Browser browser;

    Chromium() {
        this.browser =
                this.playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable())
                                        .setArgs(ARGUMENTS));
    }

    private static Path executable() {
        String given = System.getProperty("chromium", "");
        List<String> candidates =
                given.isEmpty()
                        ? List.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
                        : List.of(given);
        return candidates.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "No Chromium at "
                                                + String.join(" or ", candidates)
                                                + ": install the package chromium, or name the"
                                                + " executable with -Dchromium=PATH"));
    }

    Browser browser() {
        return this.browser;
    }

    @Override
    public void close() {
        this.playwright.close();
    }
}
