package org.chorusmesh.beat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.dynamics.Phases;
import org.junit.jupiter.api.Test;

class PeerBeatTests {

    private static final double W = 2 * Math.PI;

    private static final long MILLI = 1_000_000L;

    private static final long TTL = 2_000 * MILLI;

    private final BeatCount own = new BeatCount(100, 1, W);

    private final PeerBeat peer = new PeerBeat();

    private final StepPoll poll = new StepPoll();

    private long waking;

    private void say(long number, double phase) {
        this.peer.hear(new BeatReport(number, true, List.of(), List.of()), phase, W);
    }

    /** Looks for some time at a peer whose phase is what it said. */
    private void look(double phase, int millis) {
        for (int passed = 0; passed < millis; passed += 50) {
            this.waking += 50 * MILLI;
            this.poll.clear();
            this.peer.look(phase, true, this.own, this.waking, TTL, this.poll);
        }
    }

    @Test
    void aPeerIsInStepAfterOneTtl() {
        say(100, 1.1);
        look(1.1, 2_000);
        assertThat(this.peer.isInStep()).isFalse();
        look(1.1, 50);
        assertThat(this.peer.isInStep()).isTrue();
        assertThat(this.poll.lead(W)).isZero();
        assertThat(this.poll.isMajorityOf(0)).isTrue();
    }

    @Test
    void aPeerThatIsAheadLeads() {
        say(103, 0.9);
        look(0.9, 2_050);
        assertThat(this.poll.lead(W)).isEqualTo(3);
        assertThat(this.poll.isMajorityOf(0)).isFalse();
        assertThat(this.poll.isMajorityOf(3)).isTrue();
    }

    @Test
    void aPeerIsOfAnotherNumberAsSoonAsThisNodeHasLeapt() {
        say(100, 1.1);
        look(1.1, 50);
        assertThat(this.peer.isOfAnotherNumber()).isFalse();
        this.own.leap(1);
        this.peer.leapt(1);
        assertThat(this.peer.isOfAnotherNumber()).isTrue();
        say(101, 1.1);
        look(1.1, 50);
        assertThat(this.peer.isOfAnotherNumber()).isFalse();
    }

    /** In a ring whose phases are twisted, neighbours need not be beside each other. */
    @Test
    void aPeerThatIsNotBesideIsAtAnotherBeatIfThatOneIsNearest() {
        say(101, 0.1);
        look(0.1, 50);
        assertThat(this.peer.isOfAnotherNumber()).isFalse();
        assertThat(this.peer.isAtAnotherBeat()).isTrue();
        say(100, 1.9);
        look(1.9, 50);
        assertThat(this.peer.isAtAnotherBeat()).isFalse();
        say(99, 5.5);
        look(5.5, 50);
        assertThat(this.peer.isAtAnotherBeat()).isFalse();
    }

    @Test
    void aDistantPeerIsAtNoBeatThatIsKnown() {
        say(101, 0.1);
        look(0.1, 50);
        this.peer.look(0.1, false, this.own, this.waking + 50 * MILLI, TTL, this.poll);
        assertThat(this.peer.isAtAnotherBeat()).isFalse();
    }

    /** It can be cut off, and act by the list that both have for the same epoch. */
    @Test
    void aSilentPeerIsOfAnotherNumberAfterALeapUntilItIsHeardAgain() {
        say(100, 1.1);
        look(1.1, 50);
        this.peer.lose();
        this.peer.lose();
        assertThat(this.peer.isOfAnotherNumber()).isFalse();
        this.own.leap(2);
        this.peer.leapt(2);
        assertThat(this.peer.isOfAnotherNumber()).isTrue();
        say(102, 1.1);
        look(1.1, 50);
        assertThat(this.peer.isOfAnotherNumber()).isFalse();
    }

    @Test
    void aSilentPeerThatWasNotBesideSaysNothingOfItsNumber() {
        say(100, 4);
        look(4, 50);
        this.peer.lose();
        this.own.leap(2);
        this.peer.leapt(2);
        this.poll.clear();
        this.peer.followLost(4, this.own, this.poll);
        assertThat(this.peer.isOfAnotherNumber()).isFalse();
        assertThat(this.poll.isBesideMost(0)).isTrue();
    }

    /**
     * As in a mesh that turns slower than this node alone, while this node sleeps or is cut off.
     */
    @Test
    void aSilentPeerThatWouldNowBeAtAnotherNumberIsOfAnotherNumber() {
        say(100, 1.1);
        look(1.1, 50);
        this.peer.lose();
        this.poll.clear();
        this.peer.followLost(1.1, this.own, this.poll);
        assertThat(this.peer.isOfAnotherNumber()).isFalse();
        assertThat(this.poll.isBesideMost(0)).isTrue();
        double ahead = 1 + 0.2 * Phases.TURN;
        this.own.follow(Phases.wrap(ahead), ahead - 1, W);
        this.poll.clear();
        this.peer.followLost(1.1, this.own, this.poll);
        assertThat(this.peer.isOfAnotherNumber()).isFalse();
        assertThat(this.poll.isBesideMost(0)).isFalse();
        this.own.follow(1, 1.8 * Phases.TURN, W);
        this.poll.clear();
        this.peer.followLost(1.1, this.own, this.poll);
        assertThat(this.peer.isOfAnotherNumber()).isTrue();
        assertThat(this.poll.isBesideMost(0)).isFalse();
        say(102, 1.1);
        this.poll.clear();
        this.peer.followLost(1.1, this.own, this.poll);
        assertThat(this.peer.isOfAnotherNumber()).isFalse();
        assertThat(this.poll.isBesideMost(0)).isTrue();
    }

    @Test
    void aLeapOfThisNodeBreaksNothing() {
        say(103, 0.9);
        look(0.9, 2_050);
        this.own.leap(3);
        look(0.9, 50);
        assertThat(this.peer.isInStep()).isTrue();
        assertThat(this.poll.lead(W)).isZero();
    }

    @Test
    void aLeapOfThePeerStartsAgain() {
        say(100, 1);
        look(1, 2_050);
        say(140, 1);
        look(1, 2_000);
        assertThat(this.peer.isInStep()).isFalse();
        look(1, 50);
        assertThat(this.poll.lead(W)).isEqualTo(40);
    }

    @Test
    void acrossABeatTheNumbersAgree() {
        // This node is just before beat 101, the peer just beyond it.
        BeatCount before = new BeatCount(100, W - 0.1, W);
        say(101, 0.1);
        for (int i = 0; i < 42; i++) {
            this.waking += 50 * MILLI;
            this.poll.clear();
            this.peer.look(0.1, true, before, this.waking, TTL, this.poll);
        }
        assertThat(this.poll.inStep()).isOne();
        assertThat(this.poll.lead(W)).isZero();
    }

    @Test
    void aPeerAnEighthOfATurnAwayIsNotInStep() {
        double phase = 1 + W / 8;
        say(100, phase);
        look(phase, 5_000);
        assertThat(this.peer.isInStep()).isFalse();
        say(100, phase - 0.01);
        look(phase - 0.01, 2_050);
        assertThat(this.peer.isInStep()).isTrue();
    }

    @Test
    void aDrifterIsNeverInStep() {
        say(100, 0.4);
        double drift = 1.01 * W / 32 / 2_000;
        for (int millis = 0; millis < 8_000; millis += 50) {
            look(0.4 + drift * millis, 50);
            assertThat(this.peer.isInStep()).isFalse();
        }
    }

    @Test
    void aSlowDrifterIsInStepUntilItIsAway() {
        say(100, 0.4);
        double drift = 0.9 * W / 32 / 2_000;
        boolean wasInStep = false;
        for (int millis = 0; millis < 20_000; millis += 50) {
            look(0.4 + drift * millis, 50);
            wasInStep |= this.peer.isInStep();
        }
        assertThat(wasInStep).isTrue();
        assertThat(this.peer.isInStep()).isFalse();
    }

    @Test
    void aPeerThatTurnsTheOtherWayIsNotInStep() {
        this.peer.hear(new BeatReport(100, true, List.of(), List.of()), 1, -W);
        look(1, 3_000);
        assertThat(this.peer.isInStep()).isFalse();
        assertThat(this.poll.counted()).isOne();
    }

    @Test
    void aDistantPeerIsNotInStepAndShows() {
        say(100, 1);
        look(1, 2_050);
        this.poll.clear();
        this.peer.look(1, false, this.own, this.waking, TTL, this.poll);
        assertThat(this.peer.isInStep()).isFalse();
        assertThat(this.poll.distant()).isOne();
    }

    @Test
    void aJoinerIsGivenTheNumberOfTheNearestPhase() {
        say(7, W - 0.1);
        assertThat(this.peer.numberFor(W - 0.1, 0.1)).isEqualTo(8);
        assertThat(this.peer.numberFor(W - 0.1, W - 0.2)).isEqualTo(7);
        // The peer's phase goes on, not wrapped.
        assertThat(this.peer.numberFor(W + 0.1, 0.2)).isEqualTo(8);
    }
}
