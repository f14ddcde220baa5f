package org.chorusmesh.beat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BeatCountTests {

    private static final double W = 2 * Math.PI;

    private static final long MILLI = 1_000_000L;

    private double phase = 0.1;

    private final BeatCount count = new BeatCount(10, 0.1, W);

    private FiredBeat move(double radians) {
        this.phase += radians;
        this.count.follow(this.phase, radians, W);
        return this.count.fire(1_000 * MILLI, 10 * MILLI, W);
    }

    @Test
    void theNumberThatItBeginsWithDoesNotFire() {
        assertThat(move(0.1)).isNull();
        assertThat(this.count.number()).isEqualTo(10);
        assertThat(this.count.nextNumber()).isEqualTo(11);
    }

    @Test
    void aBeatFiresWhenTheTurnIsFull() {
        assertThat(move(W - 0.2)).isNull();
        FiredBeat beat = move(0.1 + W * 0.002);
        assertThat(beat.number()).isEqualTo(11);
        assertThat(beat.missed()).isZero();
        assertThat(beat.atNanos()).isBetween(998 * MILLI - 10, 998 * MILLI + 10);
    }

    @Test
    void aBeatFiresOnceThoughThePhaseTurnsBack() {
        assertThat(move(W)).isNotNull();
        assertThat(move(-0.3)).isNull();
        assertThat(this.count.number()).isEqualTo(10);
        assertThat(this.count.nextNumber()).isEqualTo(12);
        assertThat(move(0.4)).isNull();
        assertThat(move(W).number()).isEqualTo(12);
    }

    @Test
    void aLongStepFiresTheLatestBeatAndSaysWhatItMissed() {
        FiredBeat beat = move(5 * W);
        assertThat(beat.number()).isEqualTo(15);
        assertThat(beat.missed()).isEqualTo(4);
    }

    @Test
    void theInstantOfABeatIsWithinItsStep() {
        assertThat(move(W + 6).atNanos()).isEqualTo(990 * MILLI);
    }

    @Test
    void whatIsLeaptOverDoesNotFire() {
        this.count.leap(7);
        assertThat(move(0.1)).isNull();
        FiredBeat beat = move(W);
        assertThat(beat.number()).isEqualTo(18);
        assertThat(beat.missed()).isEqualTo(7);
    }

    @Test
    void theNumberStaysWhenTheFrequencyChangesItsSign() {
        this.count.follow(0.1, 0, -W);
        assertThat(this.count.number()).isEqualTo(10);
        assertThat(this.count.sign()).isEqualTo(-1);
        assertThat(this.count.turn()).isEqualTo(W - 0.1);
        // The place within the beat is another all at once, so no turn may go on.
        assertThat(this.count.jumps()).isOne();
        this.count.follow(-0.1, -0.2, -W);
        assertThat(this.count.fire(0, 10 * MILLI, -W).number()).isEqualTo(11);
    }

    @Test
    void aRejoinNeverGoesBack() {
        this.count.rejoin(3, 0.2);
        assertThat(this.count.number()).isEqualTo(10);
        this.count.rejoin(12, 0.2);
        assertThat(this.count.number()).isEqualTo(12);
        assertThat(this.count.fire(0, 10 * MILLI, W)).isNull();
    }

    @Test
    void theNumberStaysInItsRange() {
        BeatCount most = new BeatCount(BeatReport.MAX_NUMBER, 0, W);
        most.follow(0, W, W);
        most.leap(5);
        assertThat(most.number()).isEqualTo(BeatReport.MAX_NUMBER);
        BeatCount least = new BeatCount(-5, 0, W);
        least.follow(0, -W, W);
        assertThat(least.number()).isZero();
    }

    @Test
    void theNextBeatComesWhenTheRestOfTheTurnIsThrough() {
        move(W / 4 - 0.1);
        assertThat(this.count.untilNextNanos(W)).isEqualTo(750 * MILLI);
        assertThat(this.count.untilNextNanos(-W)).isEqualTo(Long.MAX_VALUE);
        assertThat(this.count.untilNextNanos(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void wrappingLosesNoTurn() {
        for (int i = 1; i <= 100_000; i++) {
            move(0.0628);
        }
        long turns = (long) Math.floor((0.1 + 100_000 * 0.0628) / W);
        assertThat(this.count.number()).isEqualTo(10 + turns);
    }
}
