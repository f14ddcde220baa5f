package org.chorusmesh.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.peers.Remedies;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.mesh.RunObserver;
import org.chorusmesh.simulation.mesh.Simulator;
import org.chorusmesh.simulation.mesh.StepByStep;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;

/** Every invariant, broken on purpose: a watch that cannot bark guards nothing. */
class InvariantWatchTests {

    private static final long STEP = StepByStep.STEP_NANOS;

    private final List<Breach> breaches = new ArrayList<>();
    private StepByStep steps;

    private void begin(String... yaml) {
        this.steps = new StepByStep(ScenarioReader.parse(String.join("\n", yaml)));
    }

    private void run(double seconds, InvariantWatch watch, LongConsumer look) {
        this.steps.run(
                seconds,
                new RunObserver() {
                    @Override
                    public void stepped(
                            long nanos, Member member, List<Arrival> arrivals, StepResult result) {
                        if (member.index() == 0) {
                            watch.afterStep(nanos, member, arrivals, result);
                        }
                    }

                    @Override
                    public void sampled(long nanos) {}
                },
                look);
    }

    private Member first() {
        return this.steps.mesh().members()[0];
    }

    private InvariantWatch watch() {
        return new InvariantWatch(this.breaches, Remedies.ALL, first().node());
    }

    private InvariantWatch calmPair() {
        begin("nodes: 2", "duration: 10s");
        InvariantWatch watch = watch();
        run(3, watch, (at) -> {});
        assertThat(this.breaches).isEmpty();
        assertThat(now().peers()).singleElement();
        return watch;
    }

    private NodeSnapshot now() {
        return first().node().snapshot();
    }

    /** The next step, as a node at fault would leave it. */
    private static NodeSnapshot next(
            NodeSnapshot now, long rise, double phase, List<PeerView> peers, long takeovers) {
        Map<Verdict, Long> verdicts = new EnumMap<>(now.verdicts());
        verdicts.merge(Verdict.TAKEOVER, takeovers, Long::sum);
        return new NodeSnapshot(
                now.identity(),
                now.state(),
                now.lamport() + rise,
                phase,
                now.frequency(),
                now.atNanos() + STEP,
                now.reportPeriodNanos(),
                now.settings(),
                now.settingsVersion(),
                now.settingsView(),
                now.overrides(),
                peers,
                now.evicted(),
                now.order(),
                now.meshOrder(),
                verdicts,
                now.inboxDrops(),
                now.clockSteps(),
                now.duplicateIdSeen(),
                now.joinWait(),
                now.beat());
    }

    private static NodeSnapshot next(NodeSnapshot now, UnaryOperator<PeerView> change) {
        return next(now, 1, now.phase(), now.peers().stream().map(change).toList(), 0);
    }

    private static PeerView peer(
            PeerView like, Boot boot, long lamport, double phase, long silenceNanos) {
        return new PeerView(
                like.nodeId(),
                boot,
                lamport,
                phase,
                like.frequency(),
                like.naturalFrequency(),
                like.ageNanos(),
                silenceNanos,
                like.staleness(),
                like.evidence(),
                like.weight(),
                like.state(),
                like.roundTripNanos(),
                like.gossipPeriodNanos(),
                like.slow());
    }

    private void assertBroken(Invariant invariant) {
        assertThat(this.breaches)
                .isNotEmpty()
                .allSatisfy((breach) -> assertThat(breach.invariant()).isEqualTo(invariant));
    }

    @Test
    void aLamportTimeThatGoesBackIsSeen() {
        InvariantWatch watch = calmPair();
        watch.afterStep(
                this.steps.nanos(),
                next(now(), (p) -> peer(p, p.boot(), p.lamport() - 1, p.phase(), p.silenceNanos())),
                List.of());
        assertBroken(Invariant.NEVER_BACK);
    }

    @Test
    void anIncarnationThatGoesBackIsSeenUnlessATakeoverIsCounted() {
        InvariantWatch watch = calmPair();
        UnaryOperator<PeerView> older =
                (p) -> peer(p, new Boot(p.boot().incarnation() - 1, 0), 1, p.phase(), 0);
        List<PeerView> peers = now().peers().stream().map(older).toList();
        watch.afterStep(this.steps.nanos(), next(now(), 1, now().phase(), peers, 1), List.of());
        assertThat(this.breaches).isEmpty();
        InvariantWatch another = calmPair();
        another.afterStep(this.steps.nanos(), next(now(), older), List.of());
        assertBroken(Invariant.NEVER_BACK);
    }

    @Test
    void aPeerThatCountsForLongerThanItSpeaksIsSeen() {
        begin("nodes: 2", "duration: 10s", "without: [forgets, demands-answers]");
        InvariantWatch watch = watch();
        run(3, watch, (at) -> {});
        assertThat(this.breaches).isEmpty();
        this.steps.crash(1);
        run(1.9, watch, (at) -> {});
        assertThat(this.breaches).isEmpty();
        run(0.5, watch, (at) -> {});
        assertBroken(Invariant.SILENT_OUT);
    }

    @Test
    void aNodeThatBelittlesASilenceIsSeen() {
        InvariantWatch watch = calmPair();
        NodeSnapshot step = now();
        for (int i = 0; i < 201; i++) {
            step = next(step, (p) -> peer(p, p.boot(), p.lamport(), p.phase(), p.silenceNanos()));
            watch.afterStep(this.steps.nanos(), step, List.of());
        }
        assertBroken(Invariant.SILENT_OUT);
    }

    @Test
    void aClockThatRisesTooFastOrNotAtAllIsSeen() {
        InvariantWatch watch = calmPair();
        NodeSnapshot fast =
                next(now(), LamportClock.MAX_RISE_PER_STEP + 1, now().phase(), now().peers(), 0);
        watch.afterStep(this.steps.nanos(), fast, List.of());
        assertThat(this.breaches).hasSize(1);
        watch.afterStep(
                this.steps.nanos(), next(fast, 0, fast.phase(), fast.peers(), 0), List.of());
        assertThat(this.breaches).hasSize(2);
        assertBroken(Invariant.CLOCK_BOUND);
    }

    @Test
    void aPeerThatIsEvictedForTheNodesOwnStallIsSeen() {
        InvariantWatch watch = calmPair();
        NodeSnapshot gone = next(now(), 1, now().phase(), List.of(), 0);
        watch.afterStep(this.steps.nanos(), gone, List.of());
        assertBroken(Invariant.NO_OWN_STALL);
    }

    @Test
    void aSilenceThatGrowsFasterThanTheNodeWakesIsSeen() {
        InvariantWatch watch = calmPair();
        watch.afterStep(
                this.steps.nanos(),
                next(
                        now(),
                        (p) ->
                                peer(
                                        p,
                                        p.boot(),
                                        p.lamport(),
                                        p.phase(),
                                        p.silenceNanos() + STEP + 1)),
                List.of());
        assertBroken(Invariant.NO_OWN_STALL);
    }

    @Test
    void aPhaseThatIsNotFiniteIsSeen() {
        InvariantWatch watch = calmPair();
        NodeSnapshot own = next(now(), 1, Double.NaN, now().peers(), 0);
        watch.afterStep(this.steps.nanos(), own, List.of());
        assertThat(this.breaches).hasSize(1);
        watch.afterStep(
                this.steps.nanos(),
                next(
                        next(own, 0, 1, own.peers(), 0),
                        (p) ->
                                peer(
                                        p,
                                        p.boot(),
                                        p.lamport(),
                                        Double.POSITIVE_INFINITY,
                                        p.silenceNanos())),
                List.of());
        assertThat(this.breaches).hasSize(2);
        assertBroken(Invariant.FINITE);
    }

    @Test
    void aMeshThatDoesNotSettleIsSeen() {
        // Phases held for 200 ms, 200 ms old, drive a mesh apart; the check is told that they are
        // carried on.
        String[] told = {"nodes: 3", "duration: 20s", "gossip: 200ms", "network: {delay: 200ms}"};
        begin(
                told[0],
                told[1],
                told[2],
                told[3],
                "without: [extrapolates]",
                "phases: {list: [0, 0.5, 1]}");
        SettleCheck check =
                new SettleCheck(ScenarioReader.parse(String.join("\n", told)), this.steps.mesh());
        run(10, watch(), (at) -> check.sample(at, this.breaches));
        assertThat(check.outcome()).isEqualTo(SettleCheck.Outcome.BROKEN);
        assertThat(this.breaches)
                .anySatisfy(
                        (breach) -> assertThat(breach.invariant()).isEqualTo(Invariant.SETTLES));
    }

    @Test
    void aMeshThatDoesNotStaySettledIsSeen() {
        begin("nodes: 3", "duration: 20s", "phases: {list: [0, 0.5, 1]}");
        SettleCheck check =
                new SettleCheck(ScenarioReader.parse("nodes: 3\nduration: 20s"), this.steps.mesh());
        run(8, watch(), (at) -> check.sample(at, this.breaches));
        assertThat(check.outcome()).isEqualTo(SettleCheck.Outcome.SETTLED);
        assertThat(check.withinRadians()).isLessThan(0.0101);
        this.steps.command(1, new Command.Kick(0.05));
        run(0.1, watch(), (at) -> check.sample(at, this.breaches));
        assertThat(check.outcome()).isEqualTo(SettleCheck.Outcome.BROKEN);
    }

    @Test
    void aJoinThatMovesOthersIsSeen() {
        String scenario =
                """
                nodes: 4
                duration: 12s
                phases: {equal: 0}
                late: [3]
                events: [{at: 6s, start: {nodes: [3], join: %s, phase: 2}}]
                """;
        Scenario told = ScenarioReader.parse(scenario.formatted("align"));
        CheckedRun quiet = CheckedRun.of(told);
        assertThat(quiet.findings().quietJoins()).isOne();
        assertThat(quiet.findings().breaches()).isEmpty();
        Run loud =
                new Simulator(ScenarioReader.parse(scenario.formatted("free")))
                        .run(RunObserver.NONE, (progress) -> {});
        Run toldQuiet =
                new Run(
                        told,
                        loud.mesh(),
                        loud.network(),
                        loud.trace(),
                        loud.steps(),
                        loud.wallNanos(),
                        loud.cpuNanos(),
                        loud.heapBefore());
        this.breaches.addAll(QuietJoinCheck.of(toldQuiet).breaches());
        assertBroken(Invariant.QUIET_JOIN);
    }

    @Test
    void aStateThatGoesBackIsSeen() {
        // Without the causal order, under reordering, it does; the watch, told that order is kept,
        // must notice.
        Scenario scenario =
                ScenarioReader.parse(
                        "nodes: 2\n"
                                + "duration: 5s\n"
                                + "without: [orders]\n"
                                + "network: {reorder: {probability: 0.3, by: 200ms}}");
        this.steps = new StepByStep(scenario);
        run(5, watch(), (at) -> {});
        assertThat(this.breaches)
                .anySatisfy(
                        (breach) -> assertThat(breach.invariant()).isEqualTo(Invariant.NEVER_BACK));
    }
}
