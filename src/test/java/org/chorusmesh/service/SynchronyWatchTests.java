package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link SynchronyWatch} and {@link SynchronyLog}. */
@ExtendWith(OutputCaptureExtension.class)
class SynchronyWatchTests {

    private static final double K = 2.5;

    private final VirtualMesh mesh = new VirtualMesh();

    @Test
    void aLoneNodeHasNothingToBeOutOfStepWith() {
        this.mesh.add("a", 1, K, 1).run(30);
        Synchrony alone = this.mesh.synchrony("a");
        assertThat(alone.inStep()).isTrue();
        assertThat(alone.outOfStepNanos()).isZero();
        assertThat(alone.peers()).isEmpty();
    }

    @Test
    void equalNodesSettleAndAreInStep(CapturedOutput output) {
        this.mesh.add("a", 1, K, 0).add("b", 1, K, 2).add("c", 1, K, 4.5);
        this.mesh.run(0.5);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.SETTLING);
        assertThat(this.mesh.synchrony("a").inStep()).isFalse();
        this.mesh.run(9);
        for (String id : new String[] {"a", "b", "c"}) {
            Synchrony synchrony = this.mesh.synchrony(id);
            assertThat(synchrony.inStep()).isTrue();
            assertThat(synchrony.inStepCount()).isEqualTo(2);
            assertThat(synchrony.outOfStep()).isEmpty();
        }
        assertThat(output).doesNotContain("in step");
    }

    @Test
    void comparesPhasesAtOneInstant() {
        this.mesh.add("a", 1, K, 0).add("b", 1.1, K, 0).run(8);
        PeerSynchrony peer = this.mesh.peer("a", "b");
        double own = this.mesh.synchrony("a").snapshot().phase();
        assertThat(peer.phaseDifference())
                .isEqualTo(Phases.difference(peer.peer().phase(), own))
                .as("sin δ = Δω/K")
                .isCloseTo(Math.asin(0.1 * Phases.TURN / K), within(1e-3));
        assertThat(peer.detuning()).isCloseTo(0.1 * Phases.TURN, within(1e-9));
        assertThat(peer.locking()).isEqualTo(Locking.IN_STEP);
        assertThat(this.mesh.synchrony("a").lockingRange()).isCloseTo(K, within(1e-9));
    }

    @Test
    void boundsTheErrorOfABeatByTheWayAndTheDifferenceToThePeersInStep() {
        this.mesh.add("a", 1, K, 0).add("b", 1.1, K, 0);
        assertThat(this.mesh.synchrony("a").errorBoundNanos()).as("none in step").isZero();
        this.mesh.run(8);
        // Far out of step, so that it bounds nothing.
        this.mesh.add("c", 4, 0, 2).run(4);
        Synchrony synchrony = this.mesh.synchrony("a");
        PeerSynchrony peer = this.mesh.peer("a", "b");
        assertThat(peer.locking()).isEqualTo(Locking.IN_STEP);
        assertThat(this.mesh.locking("a", "c")).isNotEqualTo(Locking.IN_STEP);
        double apartSeconds = Math.abs(peer.phaseDifference()) / synchrony.snapshot().beat().rate();
        assertThat(apartSeconds).isBetween(0.02, 0.12);
        assertThat(synchrony.errorBoundNanos() / 1e9)
                .isCloseTo(
                        peer.peer().roundTripNanos().orElseThrow() / 2e9 + apartSeconds,
                        within(1e-6));
    }

    @Test
    void aNodeTooFastForTheOthersSaysSoAndTheyStayInStep(CapturedOutput output) {
        this.mesh.add("a", 1, K, 0).add("b", 1, K, 0.1).add("c", 4, K, 0);
        this.mesh.run(9.5);
        assertThat(output).doesNotContain("has not been in step");
        this.mesh.run(2);
        Synchrony fast = this.mesh.synchrony("c");
        assertThat(fast.inStep()).isFalse();
        assertThat(fast.isLongOutOfStep()).isTrue();
        assertThat(this.mesh.locking("c", "a")).isEqualTo(Locking.CANNOT_LOCK);
        assertThat(this.mesh.synchrony("a").inStep()).isTrue();
        assertThat(this.mesh.synchrony("a").outOfStep())
                .extracting((peer) -> peer.peer().nodeId())
                .containsExactly("c");
        String cannot =
                " cannot lock, natural frequencies 3.000 Hz apart where K = 2.5 rad/s locks at most 0.4669 Hz";
        this.mesh.run(60);
        assertThat(output)
                .containsOnlyOnce(
                        "Node c has not been in step for 10 s: a" + cannot + "; b" + cannot)
                .doesNotContain("Node a has not been")
                .doesNotContain("Node b has not been");
        this.mesh.command(
                "c", new Command.ChangeSettings(null, SettingsChange.of(Setting.FREQUENCY, 1.0)));
        this.mesh.run(20);
        assertThat(output).containsOnlyOnce("Node c is in step with 2 of 2 peers");
    }

    @Test
    void aLockedPairFarApartIsApart() {
        // sin δ = 0.95: 1.25 rad, more than an eighth of a turn.
        this.mesh.add("a", 1, K, 0).add("b", 1 + 0.95 * K / Phases.TURN, K, 0).run(20);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.APART);
        assertThat(this.mesh.synchrony("a").inStep()).isFalse();
        assertThat(this.mesh.synchrony("a").reason(this.mesh.peer("a", "b")))
                .startsWith("locked, but 1.2");
    }

    @Test
    void aPairJustBeyondTheRangeCannotLock() {
        this.mesh.add("a", 1, K, 0).add("b", 1 + 1.01 * K / Phases.TURN, K, 0).run(20);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.CANNOT_LOCK);
    }

    @Test
    void oneAgainstManyDriftsWhereAPairOfManyCouldLock() {
        for (int i = 0; i < 6; i++) {
            this.mesh.add("n" + i, 1, K, 0.1 * i);
        }
        this.mesh.add("x", 1 + 1.3 * K / Phases.TURN, K, 0);
        this.mesh.run(9);
        assertThat(this.mesh.locking("n0", "x")).isEqualTo(Locking.SETTLING);
        this.mesh.run(6);
        assertThat(this.mesh.locking("n0", "x")).isEqualTo(Locking.DRIFTING);
        assertThat(this.mesh.locking("n0", "n1")).isEqualTo(Locking.IN_STEP);
    }

    @Test
    void withoutCouplingANodeIsInStepOnlyByChance(CapturedOutput output) {
        this.mesh.add("a", 1, 0, 0).add("b", 1, 0, 2).add("c", 1, 0, 2.2).run(12);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.CANNOT_LOCK);
        assertThat(this.mesh.locking("b", "c")).isEqualTo(Locking.IN_STEP);
        assertThat(output)
                .contains(
                        "Node a has not been in step for 10 s: b cannot lock, the coupling is 0; c");
    }

    @Test
    void wholeTurnsBetweenTwoLooksDoNotLookLikeRest() {
        // 10 Hz apart, and a look each tenth of a second: the difference is always the same.
        this.mesh.lookEvery(10).add("a", 1, 0, 0.1).add("b", 11, 0, 0).run(20);
        assertThat(this.mesh.peer("a", "b").phaseDifference()).isCloseTo(-0.1, within(0.01));
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.CANNOT_LOCK);
        assertThat(this.mesh.synchrony("a").inStep()).isFalse();
    }

    @Test
    void seesTheSameHoweverRarelyItLooks() {
        this.mesh.lookEvery(10).add("a", 1, K, 0).add("b", 1.1, K, 2).add("c", 4, K, 4).run(9);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.IN_STEP);
        assertThat(this.mesh.locking("c", "a")).isEqualTo(Locking.CANNOT_LOCK);
        assertThat(this.mesh.synchrony("c").isLongOutOfStep()).isFalse();
        this.mesh.run(2);
        assertThat(this.mesh.synchrony("c").isLongOutOfStep()).isTrue();
    }

    @Test
    void aMutedPeerIsNotExpectedToBeInStep() {
        this.mesh.add("a", 1, K, 0).add("b", 4, K, 0);
        this.mesh.run(5);
        assertThat(this.mesh.synchrony("a").inStep()).isFalse();
        this.mesh.command("a", new Command.OverridePeer("b", null, true));
        this.mesh.run(1);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.UNCOUPLED);
        assertThat(this.mesh.synchrony("a").inStep()).isTrue();
        assertThat(this.mesh.synchrony("a").outOfStep()).isEmpty();
    }

    @Test
    void aNodeThatJoinsIsNotJudged() {
        this.mesh.add("a", 1, K, 0).add("b", 1, K, 0).run(5);
        this.mesh.add("c", 1, K, 3, JoinMode.ALIGN);
        this.mesh.run(0.1);
        Synchrony joining = this.mesh.synchrony("c");
        assertThat(joining.inStep()).isFalse();
        assertThat(joining.outOfStepNanos()).isZero();
        assertThat(this.mesh.synchrony("a").inStep()).isTrue();
        this.mesh.run(5);
        assertThat(this.mesh.synchrony("c").inStep()).isTrue();
    }

    @Test
    void aJumpAndARestartBreakItUntilTheNextTtl() {
        this.mesh.add("a", 1, K, 0).add("b", 1, K, 0).run(5);
        this.mesh.command("b", new Command.Kick(1.5));
        this.mesh.run(0.2);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.SETTLING);
        this.mesh.run(6);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.IN_STEP);
        this.mesh.add("b", 1, K, 0);
        this.mesh.run(0.5);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.SETTLING);
        this.mesh.run(6);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.IN_STEP);
    }

    @Test
    void ownStallsDoNotCount() {
        this.mesh.add("a", 1, K, 0).add("b", 4, K, 0).run(1);
        for (int i = 0; i < 8; i++) {
            this.mesh.stall(1.5);
            this.mesh.run(0.1);
        }
        assertThat(this.mesh.synchrony("a").inStep()).isFalse();
        assertThat(this.mesh.synchrony("a").outOfStepNanos())
                .isBetween(1_800_000_000L, 2_300_000_000L);
    }

    @Test
    void aNodeThatIsLeftAloneIsNoLongerOutOfStep(CapturedOutput output) {
        this.mesh.add("a", 1, K, 0).add("b", 4, K, 0).run(12);
        this.mesh.remove("b");
        this.mesh.run(5);
        assertThat(this.mesh.synchrony("a").inStep()).isTrue();
        assertThat(output).containsOnlyOnce("Node a has no peer left to be in step with");
    }
}
