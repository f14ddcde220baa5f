package org.chorusmesh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorusmesh.FreePorts;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.gossip.Endpoint;
import org.chorusmesh.gossip.RawFrames;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Remedies;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Our own node keeps every rule, and a broken one is found out. */
class ConformanceCheckTests {

    private static final Set<Rule> NEED_KEYS = Set.of(Rule.MAC, Rule.UNSIGNED);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final UnaryOperator<Report> SOUND = (report) -> report;

    @TempDir private Path directory;

    private static Findings check(
            double coupling, Remedies remedies, UnaryOperator<Report> fault, Rule last) {
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        Subject subject = new Subject("demo", List.of(), coupling, RealMember.TTL_NANOS);
        try (RawFrames frames =
                        new RawFrames(
                                Endpoint.parse("127.0.0.1:0"), ConformanceCheck.topic("demo"));
                RealMember member = new RealMember(frames.port(), "", remedies, fault)) {
            frames.dial(member.endpoint());
            return new ConformanceCheck(
                            subject,
                            frames,
                            System.currentTimeMillis(),
                            (found) ->
                                    found.of(last).broken() > 0
                                            || found.of(Rule.FORGETS_GOODBYE).judged() > 0
                                            || System.nanoTime() - endNanos >= 0,
                            System::nanoTime,
                            new SplittableRandom(frames.port()))
                    .run();
        }
    }

    private static Set<Rule> rules(Findings findings, Findings.Result result) {
        return Arrays.stream(Rule.values())
                .filter((rule) -> findings.of(rule).result() == result)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String table(Findings findings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultTable.print(findings, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aNodeKeepsEveryRuleWithoutKeys() {
        Findings findings = check(RealMember.COUPLING, Remedies.ALL, SOUND, Rule.GOODBYE);
        assertThat(rules(findings, Findings.Result.FAIL)).as(table(findings)).isEmpty();
        Set<Rule> unseen = new TreeSet<>(NEED_KEYS);
        unseen.add(Rule.GOODBYE);
        assertThat(rules(findings, Findings.Result.NOT_SEEN)).as(table(findings)).isEqualTo(unseen);
    }

    private record Broken(Rule rule, Remedies remedies, UnaryOperator<Report> fault) {

        static Broken by(Rule rule, UnaryOperator<Report> fault) {
            return new Broken(rule, Remedies.ALL, fault);
        }
    }

    private static final Remedies UNORDERED = new Remedies(true, false, true, true, true);

    private static final List<Broken> BROKEN =
            List.of(
                    Broken.by(Rule.ECHO_HELD, (r) -> withEchoes(r, 0, 0)),
                    Broken.by(Rule.ECHO_STAMP, (r) -> withEchoes(r, 1, 1)),
                    Broken.by(Rule.ANSWERS, (r) -> withEchoes(r, 1, 0, List.of())),
                    Broken.by(Rule.LAMPORT, (r) -> with(r, 5, r.gossipPeriodNanos(), 0)),
                    Broken.by(Rule.PERIOD, (r) -> with(r, r.lamport(), 40_000_000, 0)),
                    Broken.by(Rule.PERIOD_OF_TTL, (r) -> with(r, r.lamport(), 200_000_000, 0)),
                    Broken.by(Rule.RANGES, (r) -> with(r, 1L << 53, r.gossipPeriodNanos(), 0)),
                    Broken.by(Rule.PHASE, (r) -> with(r, r.lamport(), r.gossipPeriodNanos(), 2)),
                    Broken.by(Rule.BEATS, (r) -> withBeats(r, (beat) -> withNewsOfTooMany(beat))),
                    Broken.by(Rule.NUMBER, (r) -> withBeats(r, (beat) -> withNumber(beat, 5))),
                    Broken.by(Rule.ORDER, (r) -> withOrder(r, ComplexOrder.of(r.phase()))),
                    Broken.by(Rule.NEWS_AGE, (r) -> withBeats(r, (beat) -> withoutAges(beat))),
                    new Broken(Rule.OLDER, UNORDERED, SOUND),
                    new Broken(Rule.OLDER_BOOT, UNORDERED, SOUND),
                    new Broken(Rule.JUMP, UNORDERED, SOUND),
                    new Broken(Rule.FORGETS, new Remedies(true, true, false, true, true), SOUND),
                    new Broken(Rule.FADES, new Remedies(true, true, false, true, false), SOUND));

    @Test
    void aBrokenMemberIsFoundOut() {
        Map<Rule, CompletableFuture<Findings>> runs = new EnumMap<>(Rule.class);
        for (Broken broken : BROKEN) {
            runs.put(
                    broken.rule,
                    CompletableFuture.supplyAsync(
                            () ->
                                    check(
                                            RealMember.COUPLING,
                                            broken.remedies,
                                            broken.fault,
                                            broken.rule),
                            (task) -> new Thread(task).start()));
        }
        runs.forEach(
                (rule, run) ->
                        assertThat(rules(run.join(), Findings.Result.FAIL))
                                .as(() -> rule + "\n" + table(run.join()))
                                .contains(rule));
    }

    @Test
    void anOrderThatIsTooLongIsOutOfRange() {
        Findings findings =
                check(
                        RealMember.COUPLING,
                        Remedies.ALL,
                        (r) -> withOrder(r, new ComplexOrder(0.8, -0.8)),
                        Rule.RANGES);
        assertThat(rules(findings, Findings.Result.FAIL)).as(table(findings)).contains(Rule.RANGES);
    }

    @Test
    void aMemberThatStatesNoOrderBreaksNoRule() {
        Findings findings =
                check(RealMember.COUPLING, Remedies.ALL, (r) -> withOrder(r, null), Rule.GOODBYE);
        assertThat(rules(findings, Findings.Result.FAIL)).as(table(findings)).isEmpty();
        assertThat(findings.of(Rule.ORDER).note()).isEqualTo("the member states no order");
    }

    private static Report withOrder(Report report, @Nullable ComplexOrder order) {
        return report.toBuilder().order(order).build();
    }

    private static Report withBeats(Report report, UnaryOperator<BeatReport> fault) {
        return report.toBuilder().beat(fault.apply(report.beat())).build();
    }

    private static BeatReport withNumber(BeatReport beat, long number) {
        return new BeatReport(number, beat.settled(), beat.members(), beat.lists());
    }

    private static BeatReport withNewsOfTooMany(BeatReport beat) {
        MemberEntry entry = new MemberEntry("x", new Boot(1, 1), 1, MemberState.SETTLED, 0);
        return new BeatReport(
                beat.number(), beat.settled(), Collections.nCopies(17, entry), beat.lists());
    }

    private static BeatReport withoutAges(BeatReport beat) {
        List<MemberEntry> entries =
                beat.members().stream()
                        .map(
                                (entry) ->
                                        new MemberEntry(
                                                entry.nodeId(),
                                                entry.boot(),
                                                entry.lamport(),
                                                entry.state(),
                                                0))
                        .toList();
        return new BeatReport(beat.number(), beat.settled(), entries, beat.lists());
    }

    private static Report withEchoes(Report report, double factor, long stampShift) {
        return withEchoes(report, factor, stampShift, report.echoes());
    }

    private static Report withEchoes(
            Report report, double factor, long stampShift, List<Echo> answers) {
        List<Echo> echoes =
                answers.stream()
                        .map(
                                (echo) ->
                                        new Echo(
                                                echo.bootBits(),
                                                echo.stampNanos() + stampShift,
                                                (long) (factor * echo.heldNanos())))
                        .toList();
        return report.toBuilder().echoes(echoes).build();
    }

    private static Report with(Report report, long lamport, long periodNanos, double moreRate) {
        return report.toBuilder()
                .lamport(lamport)
                .gossipPeriodNanos(periodNanos)
                .rate(report.rate() + moreRate)
                .build();
    }

    @Test
    void theCommandPassesANodeWithAKeyThatLeavesDuringTheRun() throws IOException {
        String key = "a key of the mesh, only for this test";
        Path keyFile = Files.writeString(this.directory.resolve("key"), key);
        int port = FreePorts.next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit;
        try (RealMember member = new RealMember(port, key, Remedies.ALL, SOUND)) {
            exit =
                    run(
                            out,
                            member.endpoint().toString(),
                            "--mesh=demo",
                            "--bind=127.0.0.1:" + port,
                            "--key-file=" + keyFile,
                            "--coupling=4",
                            "--ttl=800ms",
                            "--for=20s");
        }
        String table = out.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(table).isZero();
        assertThat(table).contains("37 passed, 0 failed, 1 not seen");
    }

    @Test
    void aMemberThatLeavesAtOnceIsNotBlamedForWhatCannotBeTriedAnyMore() {
        Findings findings =
                check(
                        RealMember.COUPLING,
                        Remedies.ALL,
                        ConformanceCheckTests::goodbyeOnceAnswered,
                        Rule.GOODBYE);
        assertThat(rules(findings, Findings.Result.FAIL))
                .as(table(findings))
                .containsExactly(Rule.GOODBYE);
    }

    /** Says goodbye, and goes on. */
    private static Report goodbyeOnceAnswered(Report report) {
        return report.toBuilder().goodbye(!report.echoes().isEmpty()).build();
    }

    @Test
    void anotherCouplingIsFoundOut() {
        Findings findings = check(RealMember.COUPLING / 2, Remedies.ALL, SOUND, Rule.PULL);
        assertThat(rules(findings, Findings.Result.FAIL))
                .as(table(findings))
                .containsExactly(Rule.PULL);
    }

    @Test
    void everyRuleIsOnTheWirePage() throws IOException {
        String page = Files.readString(Path.of("docs/wire.md"));
        assertThat(Arrays.stream(Rule.values()).map((rule) -> "`" + rule.label() + "`"))
                .allSatisfy((label) -> assertThat(page).contains(label));
    }

    @Test
    void aMemberThatIsNotThereBreaksTheFirstRules() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = run(out, "127.0.0.1:" + FreePorts.next(), "--bind=127.0.0.1:0", "--for=500ms");
        assertThat(exit).isOne();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("publishes +FAIL")
                .containsPattern("dials +FAIL")
                .containsPattern("answers +FAIL");
    }

    @ParameterizedTest
    @MethodSource("wrongInput")
    void wrongInputIsNamed(List<String> args, String named) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, args.toArray(String[]::new))).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(named);
    }

    static Stream<Arguments> wrongInput() {
        return Stream.of(
                Arguments.of(List.of(), "HOST:PORT"),
                Arguments.of(List.of("host"), "has no port"),
                Arguments.of(List.of("127.0.0.1:0"), "cannot be dialled"),
                Arguments.of(List.of("127.0.0.1:1", "--bind=192.0.2.1:1"), "192.0.2.1:1"),
                Arguments.of(List.of("127.0.0.1:1", "--mesh="), "--mesh"),
                Arguments.of(List.of("127.0.0.1:1", "--key-file=/none"), "/none"),
                Arguments.of(List.of("127.0.0.1:1", "--coupling=-1"), "--coupling"),
                Arguments.of(List.of("127.0.0.1:1", "--ttl=soon"), "soon"),
                Arguments.of(List.of("127.0.0.1:1", "--ttl=2"), "--ttl"),
                Arguments.of(List.of("127.0.0.1:1", "--for=0s"), "--for"));
    }

    private static int run(ByteArrayOutputStream out, String... args) {
        PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new CommandLine(new ConformCommand(console))
                .setErr(new java.io.PrintWriter(console, true, StandardCharsets.UTF_8))
                .execute(args);
    }
}
