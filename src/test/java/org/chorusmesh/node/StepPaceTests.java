package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a calm node steps, and what its long steps must not change. */
class StepPaceTests {

    private static final long PERIOD = 50_000_000L;

    private final VirtualMesh mesh =
            new VirtualMesh(Settings.defaults(), 1, (random) -> 2 + random % 2);

    private void start() {
        this.mesh.addInStep("a", "b", "c");
        this.mesh.run(8000);
    }

    private int stepsIn(String id, long millis) {
        int before = this.mesh.members.get(id).steps;
        this.mesh.run(millis);
        return this.mesh.members.get(id).steps - before;
    }

    @Test
    void aNodeThatNothingDisturbsStepsForEachReportAndAroundEachBeat() {
        start();
        // Each second three reports, one step just before a beat, and some for peers' reports.
        assertThat(stepsIn("a", 10_000)).isBetween(60, 90);
        assertThat(this.mesh.spread("a", "b", "c")).isLessThan(1e-9);
    }

    @Test
    void aCalmNodeStepsOnceAGossipPeriodWhereReportsAreLost() {
        start();
        int[] sent = {0};
        this.mesh.members.get("b").wire = (report) -> (++sent[0] % 4 == 0) ? null : report;
        this.mesh.run(60_000);
        assertThat(stepsIn("c", 10_000)).isGreaterThan(220);
    }

    @Test
    void aSteadyNodeTakesEachStep() {
        this.mesh.pace = Pace.STEADY;
        start();
        assertThat(stepsIn("a", 10_000)).isEqualTo(1000);
    }

    /** The checks of simulated runs know from it how late a node can act on a silence. */
    @Test
    void aNodeWithASilentPeerStepsTenTimesASecondAtLeast() {
        start();
        this.mesh.kill("c");
        // The peer has no weight by then, and leaves after two seconds.
        this.mesh.run(1000);
        long most = 0;
        for (int i = 0; i < 2000 && this.mesh.snapshot("a").evicted() == 0; i++) {
            this.mesh.run(1);
            most = Math.max(most, this.mesh.asleepMillis("a"));
        }
        assertThat(this.mesh.snapshot("a").evicted()).isOne();
        long mostNanos = Pace.ADAPTIVE.disturbedStepNanos(Settings.defaults());
        assertThat(mostNanos).isEqualTo(100_000_000L);
        assertThat(most * 1_000_000).isLessThanOrEqualTo(mostNanos);
    }

    @Test
    void aDisturbedNodeTakesEachStep() {
        start();
        this.mesh.command("b", new Command.Kick(1));
        // The least gap of two reports of the one, the way, and a step of the other.
        this.mesh.run(75);
        assertThat(stepsIn("a", 500)).isEqualTo(50);
    }

    /** Without it, what a disturbed peer says would wait for the next look. */
    @Test
    void aReportThatStatesAShorterTimeThanAnyBeforeCallsForAStep() {
        start();
        VirtualMesh.Member a = this.mesh.members.get("a");
        VirtualMesh.Member b = this.mesh.members.get("b");
        for (int tried = 0; tried < 20; ) {
            // Until all state the longest time again.
            b.wire = Function.identity();
            this.mesh.run(3000);
            b.wire = (report) -> report.toBuilder().gossipPeriodNanos(2 * PERIOD).build();
            int before = b.sent.size();
            while (b.sent.size() == before) {
                this.mesh.run(1);
            }
            // Towards an epoch a peer can state less.
            if (a.callBelowNanos > 2 * PERIOD) {
                tried++;
                // The way, and a step of the settings.
                this.mesh.run(14);
                assertThat(this.mesh.asleepMillis("a")).isLessThan(14);
            }
        }
    }

    @Test
    void aCommandIsObeyedAtTheNextStepOfTheSettings() {
        start();
        double before = this.mesh.phase("a");
        this.mesh.command("a", new Command.Kick(0.5));
        this.mesh.run(10);
        double moved = Phases.difference(this.mesh.phase("a"), before);
        assertThat(moved).isCloseTo(0.5 + 2 * Math.PI * 0.01, within(0.02));
    }

    /**
     * Two peers feel at most its silence of 2.5 scales, each of K/3 sin 2: 0.76 rad/s. Before, one
     * that was calm also felt it for the part of its long step before the report, and counted the
     * silence only from its step on: up to 0.14 rad.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 14, 21, 28, 35, 42, 49})
    void aPeerThatIsKickedAndKilledAfterOneReportMovesCalmNodesNoFurtherThanOthers(int millis) {
        start();
        this.mesh.run(3000 + millis);
        List<Report> sent = this.mesh.members.get("c").sent;
        int before = sent.size();
        double turned = this.mesh.phase("a");
        this.mesh.command("c", new Command.Kick(2));
        int ran = 0;
        for (; sent.size() == before; ran++) {
            this.mesh.run(1);
        }
        this.mesh.kill("c");
        this.mesh.run(4000 - ran);
        assertThat(Math.abs(Phases.difference(this.mesh.phase("a"), turned))).isBetween(0.03, 0.12);
        assertThat(Math.abs(Phases.difference(this.mesh.phase("b"), turned))).isBetween(0.03, 0.12);
    }

    @Test
    void aCommandDoesNotActOnTheTimeBeforeIt() {
        start();
        untilLongStep("a");
        double before = this.mesh.phase("a");
        this.mesh.command("a", new Command.Kick(1.5));
        this.mesh.run(1);
        // In a step of the settings the field moves it by K 2/3 sin 1.5 10 ms: 0.017 rad.
        assertThat(Phases.difference(this.mesh.phase("a"), before + 2 * Math.PI * 1e-3))
                .isCloseTo(1.5 - 0.0166, within(0.001));
    }

    private void untilLongStep(String id) {
        while (this.mesh.asleepMillis(id) < 30) {
            this.mesh.run(1);
        }
    }

    @Test
    void aNodeThatHearsASteadyPeerStepsBeforeThatPeerCouldFade() {
        this.mesh.pace = Pace.STEADY;
        this.mesh.add("a", JoinMode.FREE, 0.1, 2);
        this.mesh.pace = Pace.ADAPTIVE;
        this.mesh.add("b", JoinMode.FREE, 0.1, 2);
        this.mesh.add("c", JoinMode.FREE, 0.1, 2);
        this.mesh.run(8000);
        assertThat(stepsIn("b", 10_000)).isBetween(150, 350);
        assertThat(this.mesh.weight("b", "a")).isEqualTo(1);
        this.mesh.kill("a");
        // The scale is 50 ms, and a little for how unevenly the reports come.
        this.mesh.run(100);
        assertThat(this.mesh.weight("b", "a")).isLessThan(1);
        this.mesh.run(60);
        assertThat(this.mesh.weight("b", "a")).isZero();
    }
}
