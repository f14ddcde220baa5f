package org.chorusmesh.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.simulation.Runs;
import org.chorusmesh.simulation.mesh.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page that plays runs back. */
class RunPageTests {

    /** Every tag that begins a script or ends one; a browser knows no others. */
    private static final Pattern SCRIPT_TAGS =
            Pattern.compile("</?script", Pattern.CASE_INSENSITIVE);

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"run\">(.*?)</script>");

    private static final Pattern INLINE =
            Pattern.compile(
                    "<(style|script type=\"importmap\"|script type=\"module\")>(.*?)</(?:style|script)>",
                    Pattern.DOTALL);

    private static final Pattern POLICY =
            Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");

    @TempDir private Path directory;

    private String page(Curve... runs) throws IOException {
        Path file = this.directory.resolve("run.html");
        RunPage.write(List.of(runs), file);
        return Files.readString(file);
    }

    private static JsonNode data(String page) {
        return JsonMapper.shared().readTree(found(DATA, page).group(1));
    }

    private static MatchResult found(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow();
    }

    private static Curve turns() {
        return Curve.of(
                Curve.AS_BUILT,
                Runs.checked(
                        "name: some-turns",
                        "about: Three nodes take turns.",
                        "nodes: 3",
                        "duration: 20s",
                        "sample: 50ms",
                        "phases: {list: [0, 0.4, -0.3]}",
                        "beats: {jobs: [{every: 6, by: turn}, {every: 1, by: all}]}",
                        "events:",
                        "  - {at: 8s, kick: {nodes: [1], by: 1.5}}",
                        "  - {at: 14s, crash: {nodes: [2]}}",
                        "expect: {most-displacement: 0.001}"));
    }

    @Test
    void holdsTheNumbersOfTheRun() throws IOException {
        Curve run = turns();
        JsonNode data = data(page(run));
        assertThat(data.get("title").asString()).isEqualTo("some-turns");
        assertThat(data.get("about").asString()).isEqualTo("Three nodes take turns.");
        assertThat(data.get("ids")).hasToString("[\"n0\",\"n1\",\"n2\"]");
        JsonNode played = data.get("runs").get(0);
        assertThat(data.get("notes").get(1).asString()).contains(run.summary().digest());
        Trace trace = run.trace();
        JsonNode curve = played.get("curve");
        JsonNode frames = played.get("frames");
        assertThat(curve.get("seconds")).hasSize(trace.size());
        assertThat(frames.get("seconds")).hasSize(trace.size());
        for (int s = 0; s < trace.size(); s++) {
            assertThat(curve.get("seconds").get(s).asDouble())
                    .isCloseTo(trace.time(s), within(1e-6));
            assertThat(curve.get("r").get(s).asDouble()).isCloseTo(trace.order(s), within(1e-6));
            assertThat(curve.get("running").get(s).asInt()).isEqualTo(trace.running(s));
            double mean = frames.get("mean").get(s).asDouble();
            assertThat(Phases.difference(mean, trace.mean(s))).isCloseTo(0, within(1e-4));
            for (int node = 0; node < 3; node++) {
                JsonNode phase = frames.get("phases").get(node).get(s);
                if (Double.isNaN(trace.phase(s, node))) {
                    assertThat(phase.isNull()).isTrue();
                } else {
                    double away = phase.asInt() * 1e-4 + trace.mean(s) - trace.phase(s, node);
                    assertThat(Phases.difference(away, 0)).isCloseTo(0, within(1e-4));
                }
            }
        }
        assertThat(frames.get("phases").get(2).get(trace.size() - 1).isNull()).isTrue();
    }

    @Test
    void holdsBeatsActsAndEvents() throws IOException {
        Curve run = turns();
        JsonNode data = data(page(run));
        JsonNode played = data.get("runs").get(0);
        assertThat(data.get("jobs"))
                .hasToString("[\"turns in cycles of 6\",\"all nodes, every 1\"]");
        JsonNode firings = played.get("firings");
        assertThat(firings.get("number")).hasSize((int) run.findings().beats().fired());
        assertThat(firings.get("isCut").asBoolean()).isFalse();
        for (int i = 0; i < firings.get("number").size(); i++) {
            // Between two samples a phase that nobody kicks is carried on by its rate.
            double seconds = firings.get("micros").get(i).asLong() * 1e-6;
            int node = firings.get("node").get(i).asInt();
            int after = run.trace().at(seconds);
            if (seconds > 9 && node != 2) {
                double rate = run.trace().phase(after, node) - run.trace().phase(after - 1, node);
                double before = seconds - run.trace().time(after - 1);
                double phase = run.trace().phase(after - 1, node) + rate * before / 0.05;
                assertThat(Phases.difference(phase, 0)).isCloseTo(0, within(0.02));
            }
        }
        JsonNode acts = played.get("acts");
        assertThat(acts.get("job")).hasSize(run.acts().size());
        assertThat(acts.get("of"))
                .anySatisfy((of) -> assertThat(of.asInt()).isEqualTo(3))
                .anySatisfy((of) -> assertThat(of.asInt()).isZero());
        JsonNode events = played.get("events");
        assertThat(events.get(0).get("micros").asLong()).isEqualTo(8_000_000);
        assertThat(events.get(0).get("kind").asString()).isEqualTo("kick");
        assertThat(events.get(0).get("nodes")).hasToString("[1]");
        assertThat(events.get(0).get("text").asString())
                .startsWith("Kick by 1.5 rad of n1. It moves the others by up to ");
        assertThat(events)
                .anySatisfy(
                        (event) ->
                                assertThat(event.get("text").asString())
                                        .startsWith("Breach of EXPECTED"));
        assertThat(data.get("verdict").asString())
                .startsWith("Breaches of invariants: " + run.findings().breaches().size() + ".");
        assertThat(data.get("isSound").asBoolean()).isFalse();
        List<Long> instants =
                StreamSupport.stream(events.spliterator(), false)
                        .map((event) -> event.get("micros").asLong())
                        .toList();
        assertThat(instants).isSorted();
    }

    @Test
    void comparesARunWithOneThatLeavesAProtectionOut() throws IOException {
        String[] lines = {
            "nodes: 4",
            "duration: 20s",
            "phases: {equal: 0}",
            "events:",
            "  - {at: 5s, kick: {nodes: [3], by: 2}}",
            "  - {at: 5100ms, crash: {nodes: [3]}}"
        };
        String[] without = Arrays.copyOf(lines, lines.length + 1);
        without[lines.length] = "without: [forgets]";
        Curve asBuilt = Curve.of(Curve.AS_BUILT, Runs.checked(lines));
        Curve leavesOut = Curve.of("without forgets", Runs.checked(without));
        JsonNode data = data(page(asBuilt, leavesOut));
        JsonNode first = data.get("runs").get(0).get("outcome");
        JsonNode second = data.get("runs").get(1).get("outcome");
        assertThat(first.get("meaning").asString()).isEmpty();
        assertThat(second.get("meaning").asString())
                .isEqualTo("peers that fall silent stay in the sum");
        JsonNode crash = second.get("moved").get(1);
        assertThat(crash.get("kind").asString()).isEqualTo("crash");
        assertThat(crash.get("radians").asDouble())
                .isGreaterThan(2 * first.get("moved").get(1).get("radians").asDouble());
        assertThat(first.get("finalR").asDouble()).isCloseTo(1, within(1e-3));
        assertThat(first.get("leastR").asDouble()).isBetween(0.5, 0.9);
        assertThat(first.get("invariants").asString()).isEqualTo("All held.");
        assertThat(second.get("invariants").asString())
                .isEqualTo(
                        "Those that were checked held. Settling was not checked: a protection is left out on purpose.");
        assertThat(data.get("verdict").asString()).isEqualTo("Invariants, as built: All held.");
    }

    @Test
    void namesWhatRunsByItsDigest() throws Exception {
        String page = page(turns());
        String policy = found(POLICY, page).group(1);
        assertThat(policy).startsWith("default-src 'none';").doesNotContain("unsafe");
        List<String> texts =
                INLINE.matcher(page).results().map((inline) -> inline.group(2)).toList();
        assertThat(texts).hasSize(3);
        for (String text : texts) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            assertThat(policy)
                    .contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
    }

    @Test
    void hasEveryModuleThatIsImportedAndNoAddressOfAnother() throws IOException {
        String page = page(turns());
        List<String> texts =
                INLINE.matcher(page).results().map((inline) -> inline.group(2)).toList();
        JsonNode imports = JsonMapper.shared().readTree(texts.get(1)).get("imports");
        StringBuilder code = new StringBuilder(texts.get(2));
        imports.forEach(
                (url) -> {
                    String base64 = url.asString().replaceFirst("^data:text/javascript;.*,", "");
                    code.append(
                            new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
                });
        List<String> imported =
                Pattern.compile(
                                "^(?:import|\\}|export) .*?from ['\"]([^'\"]*)['\"]",
                                Pattern.MULTILINE)
                        .matcher(code)
                        .results()
                        .map((found) -> found.group(1))
                        .toList();
        assertThat(imported)
                .contains("page/circle.js", "page/timeline-plot.js", "run/run-lanes.js");
        assertThat(imports.propertyNames()).containsAll(imported);
        String namespace = "http://www.w3.org/2000/svg";
        assertThat((page + code).replace(namespace, "")).doesNotContain("http:", "https:", "//www");
        assertThat(page).doesNotContain("<link rel=\"stylesheet\"", " src=");
    }

    @Test
    void whatIsHostileStaysText() throws IOException {
        String hostile =
                "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> {{script}} $1 \\";
        Curve run =
                Curve.of(
                        "without <script>",
                        Runs.checked(
                                "about: " + JsonMapper.shared().writeValueAsString(hostile),
                                "nodes: 2",
                                "duration: 1s"));
        String plain = page(turns());
        String page = page(run);
        assertThat(SCRIPT_TAGS.matcher(page).results().count())
                .isEqualTo(SCRIPT_TAGS.matcher(plain).results().count())
                .isEqualTo(6);
        assertThat(page).doesNotContain("<img", "<!--");
        assertThat(data(page).get("about").asString()).isEqualTo(hostile);
        assertThat(SelfContainedPage.of(hostile, "{}"))
                .contains("<title>&lt;/script>&lt;script>alert(1)&lt;/script>&lt;!-- &lt;img")
                .contains("{{script}} $1 \\: a run of Chorus</title>");
    }

    @Test
    void aLargeMeshStaysSmallAndSaysThatFramesAreLeftOut() throws IOException {
        Curve run =
                Curve.of(
                        Curve.AS_BUILT,
                        Runs.checked(
                                "nodes: 1000",
                                "duration: 12s",
                                "step: 100ms",
                                "gossip: 200ms",
                                "sample: 100ms",
                                "topology: {k-ring: 2}",
                                "frequencies: {normal: {centre: 1, width: 0.3}}"));
        Curve[] runs = IntStream.range(0, 8).mapToObj((i) -> run).toArray(Curve[]::new);
        String page = page(runs);
        assertThat(page.length()).isBetween(1_500_000, 10_000_000);
        JsonNode data = data(page);
        JsonNode frames = data.get("runs").get(7).get("frames");
        assertThat(data.get("samples").asInt()).isEqualTo(121);
        assertThat(frames.get("seconds")).hasSizeBetween(50, 107);
        assertThat(frames.get("phases")).hasSize(1000);
        assertThat(frames.get("phases").get(999)).hasSize(frames.get("seconds").size());
        assertThat(data.get("runs").get(2).get("curve").get("r")).hasSize(121);
    }

    @Test
    void samplesThatBecomeOneKeepTheirWorst() throws IOException {
        Curve run =
                Curve.of(
                        Curve.AS_BUILT,
                        Runs.checked(
                                "nodes: 2",
                                "duration: 100s",
                                "sample: 10ms",
                                "phases: {equal: 0}",
                                "events:",
                                "  - {at: 50.003s, kick: {nodes: [1], by: 3}}"));
        JsonNode data = data(page(run));
        JsonNode curve = data.get("runs").get(0).get("curve");
        assertThat(run.trace().size()).isEqualTo(10_001);
        assertThat(curve.get("r")).hasSizeBetween(3000, 4000);
        double least = IntStream.range(0, 10_001).mapToDouble(run.trace()::order).min().orElse(1);
        assertThat(curve.get("r"))
                .anySatisfy((r) -> assertThat(r.asDouble()).isCloseTo(least, within(1e-6)));
        assertThat(data.get("runs").get(0).get("frames").get("seconds")).hasSizeBetween(1500, 2000);
    }
}
