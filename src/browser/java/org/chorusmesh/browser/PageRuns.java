package org.chorusmesh.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measured runs of the page, on a machine that does nothing else: what a frame costs, what the
 * stream weighs, how soon the mesh is seen. They report figures; they are no tests.
 */
public final class PageRuns {

    private static final int WATCHED_SECONDS = 10;

    private static final int OPENINGS = 9;

    private static final double SETTLED_STATES = 20;

    /** When the first frame with all peers was drawn, milliseconds from the navigation on. */
    private static final String FIRST_MESH =
            """
            const look = () => {
              const model = window.chorus?.model;
              if (model?.framesDrawn > 0 && model.nodes.length === %d) {
                window.firstMesh = performance.now();
              } else {
                requestAnimationFrame(look);
              }
            };
            requestAnimationFrame(look);
            """;

    private PageRuns() {}

    public static void main(String[] args) {
        try (Chromium chromium = new Chromium()) {
            measure(chromium.browser(), 4);
            measure(chromium.browser(), 200);
        }
    }

    private static void measure(Browser browser, int peers) {
        try (Audience audience = Audience.of(peers);
                TcpProxy proxy = new TcpProxy(audience.node().httpPort())) {
            String url = audience.node().root(proxy.port()) + "/";
            double[] firstMillis = new double[OPENINGS];
            for (int i = 0; i < OPENINGS; i++) {
                firstMillis[i] = open(browser, url, peers);
            }
            Arrays.sort(firstMillis);
            row(
                    "%d nodes: from opening to the mesh".formatted(peers + 1),
                    "≤ 1 s",
                    "median of %d: %.0f ms, worst %.0f ms",
                    OPENINGS,
                    firstMillis[OPENINGS / 2],
                    firstMillis[OPENINGS - 1]);
            watch(browser, url, peers, proxy);
        }
    }

    private static double open(Browser browser, String url, int peers) {
        try (BrowserContext context = browser.newContext(Look.LIGHT.options())) {
            Page page = context.newPage();
            page.addInitScript(FIRST_MESH.formatted(peers + 1));
            page.navigate(url);
            page.waitForCondition(() -> page.evaluate("window.firstMesh ?? null") != null);
            return number(page, "firstMesh");
        }
    }

    private static void watch(Browser browser, String url, int peers, TcpProxy proxy) {
        try (BrowserContext context = browser.newContext(Look.LIGHT.options())) {
            Page page = context.newPage();
            List<Response> responses = new ArrayList<>();
            page.onResponse(responses::add);
            page.addInitScript(FIRST_MESH.formatted(peers + 1));
            page.navigate(url);
            page.waitForCondition(() -> page.evaluate("window.firstMesh ?? null") != null);
            double firstMillis = number(page, "firstMesh + performance.timeOrigin");
            page.waitForCondition(
                    () -> number(page, "chorus.model.received.states") >= SETTLED_STATES);
            CDPSession session = context.newCDPSession(page);
            session.send("Performance.enable");
            double startSeconds = metric(session, "Timestamp");
            double tasks = metric(session, "TaskDuration");
            double scripts = metric(session, "ScriptDuration");
            double frames = number(page, "chorus.model.framesDrawn");
            long bytes = proxy.bytes();
            page.waitForTimeout(WATCHED_SECONDS * 1e3);
            frames = number(page, "chorus.model.framesDrawn") - frames;
            double seconds = metric(session, "Timestamp") - startSeconds;
            String nodes = "%d nodes: ".formatted(peers + 1);
            row(nodes + "frames a second", "60", "%.1f", frames / seconds);
            row(
                    nodes + "main-thread task time a frame",
                    (peers < 100) ? "≤ 2 ms" : "≤ 4 ms",
                    "%.2f ms, of it scripts %.2f ms",
                    (metric(session, "TaskDuration") - tasks) * 1e3 / frames,
                    (metric(session, "ScriptDuration") - scripts) * 1e3 / frames);
            row(
                    nodes + "stream",
                    "≤ 50 KB/s",
                    "%.1f KB/s",
                    (proxy.bytes() - bytes) / 1e3 / seconds);
            List<Response> files = responses.stream().filter(PageRuns::isOfThePage).toList();
            weigh(
                    "until the mesh is seen",
                    files.stream()
                            .filter((file) -> file.request().timing().startTime <= firstMillis)
                            .toList());
            weigh("with what comes after", files);
        }
    }

    private static void weigh(String when, List<Response> files) {
        row(
                "page weight " + when,
                "≤ 150 KB",
                "%.1f KB in %d files, sent in %.1f KB",
                files.stream().mapToInt((file) -> file.body().length).sum() / 1e3,
                files.size(),
                files.stream().mapToInt((file) -> file.request().sizes().responseBodySize).sum()
                        / 1e3);
    }

    private static boolean isOfThePage(Response response) {
        String type = response.headers().getOrDefault("content-type", "");
        return type.contains("html") || type.contains("css") || type.contains("javascript");
    }

    private static double metric(CDPSession session, String name) {
        for (JsonElement each : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject metric = each.getAsJsonObject();
            if (metric.get("name").getAsString().equals(name)) {
                return metric.get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("Chromium has no metric " + name);
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static void row(String measure, String target, String format, Object... values) {
        System.out.println(
                "| "
                        + measure
                        + " | "
                        + target
                        + " | "
                        + String.format(Locale.ROOT, format, values)
                        + " |");
    }
}
