package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When a node reports. */
class ReportPaceTests {

    private static final long MILLI = 1_000_000L;

    private static final long STEP = 10 * MILLI;

    private static final long PERIOD = 50 * MILLI;

    private static final long LONGEST = 400 * MILLI;

    private VirtualMesh mesh = mesh(Settings.defaults());

    private static VirtualMesh mesh(Settings settings) {
        return new VirtualMesh(settings, 1, (random) -> 2 + random % 2);
    }

    private void start() {
        this.mesh.addInStep("a", "b", "c");
        this.mesh.run(8000);
    }

    private List<Report> sentIn(String id, long millis) {
        List<Report> sent = this.mesh.members.get(id).sent;
        int before = sent.size();
        this.mesh.run(millis);
        return List.copyOf(sent.subList(before, sent.size()));
    }

    private long stated(String id) {
        List<Report> sent = this.mesh.members.get(id).sent;
        return sent.get(sent.size() - 1).gossipPeriodNanos();
    }

    @Test
    void nodesThatNothingDisturbsReportAFewTimesASecond() {
        start();
        assertThat(sentIn("a", 10_000)).hasSizeBetween(25, 45);
        assertThat(this.mesh.snapshot("a").peers())
                .allSatisfy((peer) -> assertThat(peer.weight()).isEqualTo(1));
        assertThat(this.mesh.members.get("a").node.beat().present().agreed()).isTrue();
    }

    @Test
    void noReportComesLaterThanTheOneBeforeItStated() {
        start();
        List<Report> sent = sentIn("a", 20_000);
        for (int i = 1; i < sent.size(); i++) {
            long gap = sent.get(i).stampNanos() - sent.get(i - 1).stampNanos();
            assertThat(gap).isBetween(PERIOD - STEP, sent.get(i - 1).gossipPeriodNanos() + STEP);
        }
        assertThat(sent)
                .anySatisfy((one) -> assertThat(one.gossipPeriodNanos()).isGreaterThan(6 * PERIOD));
    }

    @Test
    void aCalmNodeReportsThreeTimesInAnEpochInEqualParts() {
        start();
        untilSlow();
        this.mesh.run(2000);
        List<Report> sent = sentIn("a", 10_000);
        assertThat(sent).hasSizeBetween(29, 31);
        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i).stampNanos() - sent.get(i - 1).stampNanos())
                    .isBetween(333 * MILLI - STEP, 334 * MILLI + STEP);
        }
    }

    @Test
    void aSteadyNodeReportsOnceAPeriodWhateverItsPeersDo() {
        this.mesh.pace = Pace.STEADY;
        this.mesh.add("a", JoinMode.FREE, 0.1, 2);
        this.mesh.pace = Pace.ADAPTIVE;
        this.mesh.add("b", JoinMode.FREE, 0.1, 2);
        this.mesh.add("c", JoinMode.FREE, 0.1, 2);
        this.mesh.run(8000);
        assertThat(sentIn("a", 1000))
                .hasSize(20)
                .allSatisfy((one) -> assertThat(one.gossipPeriodNanos()).isEqualTo(PERIOD));
        assertThat(sentIn("b", 10_000)).hasSizeBetween(25, 45);
    }

    private static Report copingWith(Report report, long nanos) {
        return with(report, report.beat(), nanos);
    }

    @Test
    void aPeerThatCopesWithAConstantPeriodOnlyKeepsTheNodesThatHearItAtTheirPeriod() {
        this.mesh.add("a", JoinMode.FREE, 0.1, 2);
        this.mesh.add("b", JoinMode.FREE, 0.1, 2);
        this.mesh.add("old", JoinMode.FREE, 0.1, 2).wire = (report) -> copingWith(report, 0);
        this.mesh.run(8000);
        assertThat(sentIn("a", 1000)).hasSize(20);
    }

    @Test
    void noPeriodIsLongerThanAPeerCopesWith() {
        this.mesh.add("a", JoinMode.FREE, 0.1, 2);
        this.mesh.add("b", JoinMode.FREE, 0.1, 2);
        this.mesh.add("c", JoinMode.FREE, 0.1, 2).wire =
                (report) -> copingWith(report, 130 * MILLI);
        this.mesh.run(8000);
        assertThat(sentIn("a", 3000))
                .allSatisfy(
                        (one) ->
                                assertThat(one.gossipPeriodNanos())
                                        .isLessThanOrEqualTo(130 * MILLI))
                // A second in eight equal parts.
                .anySatisfy(
                        (one) ->
                                assertThat(one.gossipPeriodNanos())
                                        .isBetween(125 * MILLI - STEP, 125 * MILLI + STEP));
    }

    static Stream<Arguments> disturbances() {
        return Map.<String, Consumer<VirtualMesh>>of(
                        "a kick",
                        (mesh) -> mesh.command("a", new Command.Kick(0.5)),
                        "a change of settings",
                        (mesh) ->
                                mesh.command(
                                        "a",
                                        new Command.ChangeSettings(
                                                null, SettingsChange.of(Setting.COUPLING, 2.0))),
                        "an override",
                        (mesh) -> mesh.command("a", new Command.OverridePeer("b", 0.5, null)),
                        "a goodbye of a peer",
                        (mesh) -> mesh.command("b", new Command.Leave()),
                        "a node that joins",
                        (mesh) -> mesh.add("d", JoinMode.ALIGN, 0, 3),
                        "a peer that is kicked",
                        (mesh) -> mesh.command("b", new Command.Kick(1)))
                .entrySet()
                .stream()
                .map((each) -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("disturbances")
    void aDisturbanceIsReportedAtOnceAndTheNodeReportsOftenUntilItIsOver(
            String what, Consumer<VirtualMesh> disturbance) {
        start();
        untilSlow();
        disturbance.accept(this.mesh);
        // A step of the one, the way, a step of the other, and the least gap of two reports.
        assertThat(sentIn("a", 80))
                .isNotEmpty()
                .anySatisfy((one) -> assertThat(one.gossipPeriodNanos()).isEqualTo(PERIOD));
        this.mesh.run(12_000);
        assertThat(sentIn("a", 5000)).hasSizeBetween(12, 25);
    }

    /** Runs until the next report of a node is far away. */
    private void untilSlow() {
        List<Report> sent = this.mesh.members.get("a").sent;
        int before = sent.size();
        do {
            this.mesh.run(10);
        } while (sent.size() == before || stated("a") < 300 * MILLI);
    }

    @Test
    void aPeerThatFallsSilentIsADisturbanceOnceItsReportIsOverdue() {
        start();
        untilSlow();
        long stated = stated("b") / MILLI;
        this.mesh.kill("b");
        this.mesh.run(2 * stated);
        assertThat(stated("a")).isEqualTo(PERIOD);
        assertThat(this.mesh.weight("a", "b")).isLessThan(1);
        this.mesh.run(stated);
        assertThat(this.mesh.weight("a", "b")).isZero();
    }

    @Test
    void aNodeWhoseReportsArriveNowhereNoticesByTheAnswers() {
        start();
        untilSlow();
        this.mesh.members.get("a").wire = (report) -> null;
        this.mesh.run(1500);
        assertThat(stated("a")).isEqualTo(PERIOD);
    }

    @Test
    void noisyOrUncoupledNodesDoNotSlowDown() {
        for (Settings settings :
                List.of(
                        Settings.defaults().with(Setting.NOISE, 1e-9),
                        Settings.defaults().with(Setting.COUPLING, 0))) {
            this.mesh = mesh(settings);
            start();
            assertThat(sentIn("a", 1000)).hasSize(20);
        }
    }

    @Test
    void aNodeThatPausedReportsOftenOnceItWakes() {
        start();
        untilSlow();
        // The longest step, and what peers cope with beyond a short one.
        pause(334 + 300 + 10);
        assertThat(sentIn("a", 110))
                .anySatisfy((one) -> assertThat(one.gossipPeriodNanos()).isEqualTo(PERIOD));
    }

    @Test
    void aPauseWithinWhatPeersCopeWithIsNoDisturbance() {
        start();
        untilSlow();
        pause(120);
        assertThat(sentIn("a", 500))
                .allSatisfy((one) -> assertThat(one.gossipPeriodNanos()).isGreaterThan(PERIOD));
    }

    private void pause(long millis) {
        this.mesh.members.get("a").paused = true;
        this.mesh.run(millis);
        this.mesh.members.get("a").paused = false;
    }

    @Test
    void newsOfAMemberGoesOutAtOnce() {
        start();
        VirtualMesh.Member b = this.mesh.members.get("b");
        MemberEntry news = new MemberEntry("far", new Boot(1, 7), 1, MemberState.SETTLED, 0);
        untilSlow();
        // With news a node reports early, and states so.
        b.wire = (report) -> with(report, news).toBuilder().gossipPeriodNanos(PERIOD).build();
        int before = b.sent.size();
        while (b.sent.size() == before) {
            this.mesh.run(10);
        }
        assertThat(sentIn("a", 70))
                .anySatisfy((one) -> assertThat(one.beat().members()).anyMatch(this::isFar));
    }

    private boolean isFar(MemberEntry entry) {
        return entry.nodeId().equals("far");
    }

    private static Report with(Report report, MemberEntry entry) {
        BeatReport beat = report.beat();
        List<MemberEntry> entries = new ArrayList<>(beat.members());
        entries.add(entry);
        return with(
                report,
                new BeatReport(beat.number(), beat.settled(), entries, beat.lists()),
                report.longestPeriodNanos());
    }

    private static Report with(Report report, BeatReport beat, long longestPeriodNanos) {
        return report.toBuilder().beat(beat).longestPeriodNanos(longestPeriodNanos).build();
    }

    @Test
    void theWireCarriesWhatANodeCopesWith() {
        start();
        assertThat(this.mesh.members.get("a").sent)
                .allSatisfy((one) -> assertThat(one.longestPeriodNanos()).isEqualTo(LONGEST));
    }
}
