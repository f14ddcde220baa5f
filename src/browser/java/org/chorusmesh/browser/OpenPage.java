package org.chorusmesh.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A page in a browser that has seen nothing before. When it closes, it fails if anything was
 * written to the console, went wrong in a script or was requested from elsewhere.
 */
final class OpenPage implements AutoCloseable {

    private static final int LIMIT_MILLIS = 60_000;

    private static final String HEIGHT =
            "Math.max(innerHeight, document.documentElement.scrollHeight)";

    private static final String TWO_FRAMES =
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

    private static final String STATES = "chorus.model.received.states";

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final BrowserContext context;

    private final Page page;

    private final List<String> complaints = new ArrayList<>();

    private final List<String> failures = new ArrayList<>();

    private final List<String> elsewhere = new ArrayList<>();

    private boolean failuresExpected;

    OpenPage(Browser browser, String url, Look look) {
        String origin = url.startsWith("file:") ? url : url.replaceFirst("(://[^/]*).*", "$1/");
        this.context = browser.newContext(look.options());
        this.context.setDefaultTimeout(LIMIT_MILLIS);
        this.page = this.context.newPage();
        this.page.onConsoleMessage(this::hear);
        this.page.onPageError(this.complaints::add);
        this.context.onRequest(
                (request) -> {
                    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) {
                        this.elsewhere.add(request.url());
                    }
                });
        this.page.navigate(url);
    }

    private void hear(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            // What the browser itself says of an answer that is an error, or of none.
            boolean failure = message.text().startsWith("Failed to load resource");
            (failure ? this.failures : this.complaints).add(message.text());
        }
    }

    /** From here on, requests may fail. */
    OpenPage expectFailures() {
        this.failuresExpected = true;
        return this;
    }

    /** Fails if there was no such complaint, and forgets those that there were. */
    void expectComplaint(String part) {
        assertThat(this.complaints).anyMatch((text) -> text.contains(part));
        this.complaints.removeIf((text) -> text.contains(part));
    }

    Page page() {
        return this.page;
    }

    Locator region(String name) {
        return byRole(AriaRole.REGION, name);
    }

    Locator button(String name) {
        return byRole(AriaRole.BUTTON, name);
    }

    Locator byRole(AriaRole role, String name) {
        return this.page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator summary() {
        return byRole(AriaRole.STATUS, "Summary");
    }

    /** The word whether the node is in step. */
    Locator inStep() {
        return this.page.locator("#in-step");
    }

    Locator rows() {
        return this.page.locator("tr[data-node-id]");
    }

    /** The row of a peer, whatever its id. */
    Locator row(String nodeId) {
        String quoted = nodeId.replace("\\", "\\\\").replace("\"", "\\\"");
        return this.page.locator("tr[data-node-id=\"" + quoted + "\"]");
    }

    /** The input of a setting. */
    Locator field(String name) {
        return region("Settings").locator("[name='" + name + "']");
    }

    /** One of the tabs. */
    Locator tab(String name) {
        return byRole(AriaRole.TAB, name);
    }

    /** From here on, each text that an element shows is remembered; elements may come and go. */
    OpenPage record(String selector) {
        this.page.evaluate(
                """
                (selector) => {
                  window.recorded ??= {};
                  const texts = window.recorded[selector] = [];
                  const look = () => {
                    const text = document.querySelector(selector)?.textContent ?? '';
                    if (text !== texts.at(-1)) {
                      texts.push(text);
                    }
                  };
                  look();
                  new MutationObserver(look).observe(
                      document.body, {childList: true, characterData: true, subtree: true});
                }
                """,
                selector);
        return this;
    }

    /** What has been recorded of an element, one text after the other. */
    List<String> recorded(String selector) {
        return ((List<?>) this.page.evaluate("(selector) => recorded[selector]", selector))
                .stream().map(String::valueOf).toList();
    }

    /** A number that the page's script knows. */
    double number(String expression) {
        return ((Number) this.page.evaluate(expression)).doubleValue();
    }

    /** Waits for something that the page does. */
    void await(BooleanSupplier condition) {
        this.page.waitForCondition(condition);
    }

    /** Waits until the page has received so many more states. */
    void awaitStates(int more) {
        double enough = number(STATES) + more;
        await(() -> number(STATES) >= enough);
    }

    /** Signs in where the dialog asks for it. */
    void signIn(String user, String password) {
        Locator dialog = byRole(AriaRole.DIALOG, "Operator");
        dialog.locator("input").first().fill(user);
        dialog.locator("input[type=password]").fill(password);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    /** Writes what is seen to a file below {@code target/screenshots}. */
    void screenshot(String name) {
        ViewportSize screen = this.page.viewportSize();
        // What is out of sight is not kept up to date, so all comes into sight for once.
        this.page.setViewportSize(screen.width, (int) number(HEIGHT));
        this.page.evaluate(TWO_FRAMES);
        this.page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
        this.page.setViewportSize(screen.width, screen.height);
    }

    @Override
    public void close() {
        this.context.close();
        assertThat(this.elsewhere).as("requested from elsewhere").isEmpty();
        assertThat(this.complaints).as("written to the console").isEmpty();
        if (!this.failuresExpected) {
            assertThat(this.failures).as("failed requests").isEmpty();
        }
    }
}
