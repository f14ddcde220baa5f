package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.beat.FiredBeat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link Pulse}. */
class PulseTests {

    private static final long SECOND = FakeSource.SECOND;

    private final FakeSource source = new FakeSource();

    private final Pulse pulse = new Pulse(this.source);

    private final List<Strike> strikes = new ArrayList<>();

    @BeforeEach
    void follow() {
        this.pulse.add(this.strikes::add);
    }

    @Test
    void firesAtTheInstantWhichLiesBetweenSteps() {
        long next = this.pulse.look();
        assertThat(next).isEqualTo(this.source.nowNanos + SECOND);
        this.source.nowNanos = next - 1;
        this.pulse.look();
        assertThat(this.strikes).isEmpty();
        this.source.nowNanos = next;
        assertThat(this.pulse.look()).isEqualTo(next + SECOND);
        Strike strike = this.strikes.get(0);
        assertThat(strike.number()).isEqualTo(101);
        assertThat(strike.latenessNanos()).isZero();
        assertThat(strike.missedOf(1, 0)).isZero();
    }

    @Test
    void firesSeveralBeatsByOneFreshState() {
        this.pulse.look();
        this.source.pass(1);
        this.pulse.look();
        this.source.pass(1);
        this.pulse.look();
        assertThat(numbers()).containsExactly(101L, 102L);
    }

    @Test
    void doesNotFireAgainWhatTheStepComesToAfterwards() {
        this.pulse.look();
        this.source.pass(1);
        this.pulse.look();
        this.source.pass(0.01);
        this.source.step(
                101, 0.01, 1, 102, new FiredBeat(101, 0, this.source.nowNanos - SECOND / 100), 0);
        this.pulse.look();
        assertThat(numbers()).containsExactly(101L);
    }

    @Test
    void firesLateWhatAStepHasComeToFirst() {
        this.pulse.look();
        this.source.pass(0.5);
        // A kick: the phase has moved over the beat.
        this.source.step(101, 0.2, 1, 102, new FiredBeat(101, 0, this.source.nowNanos), 1);
        this.source.pass(0.003);
        this.pulse.look();
        assertThat(numbers()).containsExactly(101L);
        assertThat(this.strikes.get(0).latenessNanos()).isEqualTo(3_000_000);
    }

    @Test
    void firesAtMostOneNumberOnceThoughThePhaseTurnsBack() {
        this.pulse.look();
        this.source.pass(1);
        this.pulse.look();
        // The step finds that coupling has turned the phase back: 101 is still to come for it.
        this.source.step(100, 0.99, 1, 101, null, 0);
        long next = this.pulse.look();
        assertThat(next)
                .isBetween(
                        this.source.nowNanos + SECOND, this.source.nowNanos + SECOND * 102 / 100);
        this.source.pass(0.02);
        this.pulse.look();
        assertThat(numbers()).containsExactly(101L);
    }

    @Test
    void firesNothingByAStateFromBeforeAPauseAndThenTheLatestAlone() {
        this.pulse.look();
        this.source.pass(7.5);
        assertThat(this.pulse.look()).isEqualTo(Pulse.NEVER);
        assertThat(this.strikes).isEmpty();
        this.source.step(
                107, 0.5, 1, 108, new FiredBeat(107, 6, this.source.nowNanos - SECOND / 2), 0);
        this.pulse.look();
        this.pulse.look();
        assertThat(numbers()).containsExactly(107L);
        assertThat(this.strikes.get(0).missedOf(1, 0)).isEqualTo(6);
        assertThat(this.strikes.get(0).latenessNanos()).isEqualTo(SECOND / 2);
    }

    @Test
    void firesTheLatestAloneWhereItComesLateByMoreThanABeat() {
        this.pulse.look();
        this.source.step(100, 0, 10, 101, null, 0);
        this.source.pass(0.55);
        this.pulse.look();
        assertThat(numbers()).containsExactly(105L);
        assertThat(this.strikes.get(0).latenessNanos()).isEqualTo(SECOND / 20);
        assertThat(this.strikes.get(0).missedOf(1, 0)).isEqualTo(4);
    }

    @Test
    void countsWhatAJumpOfTheNumberLeavesOut() {
        this.pulse.look();
        this.source.step(600, 0.5, 1, 601, null, 1);
        this.pulse.look();
        this.source.pass(0.5);
        this.pulse.look();
        assertThat(numbers()).containsExactly(601L);
        assertThat(this.strikes.get(0).missedOf(1, 0)).isEqualTo(500);
        assertThat(this.strikes.get(0).missedOf(100, 1)).isEqualTo(5);
        assertThat(this.strikes.get(0).missedOf(100, 2)).isEqualTo(5);
        assertThat(this.strikes.get(0).missedOf(1000, 0)).isZero();
    }

    @Test
    void takesTheNumberOfTheMeshThoughItIsSmallerThanThatBeforeComingIn() {
        this.source.running = false;
        this.source.step(1_000_000, 0, 1, 1_000_001, null, 0);
        this.source.pass(1);
        assertThat(this.pulse.look()).isEqualTo(Pulse.NEVER);
        this.source.running = true;
        this.source.step(7, 0, 1, 8, null, 0);
        this.pulse.look();
        this.source.pass(1);
        this.pulse.look();
        assertThat(numbers()).containsExactly(8L);
    }

    @Test
    void discardsWhatHasComeWhileNoThreadDroveIt() {
        this.pulse.look();
        this.source.pass(30);
        this.source.step(130, 0, 1, 131, new FiredBeat(130, 0, this.source.nowNanos), 0);
        this.pulse.skip();
        this.pulse.look();
        assertThat(this.strikes).isEmpty();
        this.source.pass(1);
        this.pulse.look();
        assertThat(this.strikes.get(0).missedOf(1, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e-13, 1e-300})
    void waitsForAStepWhereThePhaseDoesNotGoForward(double rate) {
        this.pulse.look();
        // A clock that is positive: to add the longest time to it would overflow.
        this.source.pass(1000);
        this.source.step(100, 0.5, rate, 101, null, 0);
        this.source.pass(1);
        assertThat(this.pulse.look()).isEqualTo(Pulse.NEVER);
        assertThat(this.strikes).isEmpty();
    }

    @Test
    void neverFiresANumberTwiceOrBackwards() {
        for (long seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            this.strikes.clear();
            FakeSource wild = new FakeSource();
            Pulse driven = new Pulse(wild);
            driven.add(this.strikes::add);
            for (int i = 0; i < 100; i++) {
                wild.pass(random.nextDouble(random.nextBoolean() ? 0.5 : 5));
                if (random.nextBoolean()) {
                    long number = 95 + random.nextLong(15);
                    FiredBeat fired =
                            random.nextBoolean() ? new FiredBeat(number, 0, wild.nowNanos) : null;
                    wild.step(
                            number,
                            random.nextDouble(),
                            random.nextDouble(-1, 3),
                            number + 1 + random.nextLong(3),
                            fired,
                            random.nextLong(3));
                }
                driven.look();
            }
            assertThat(numbers()).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
        }
    }

    private List<Long> numbers() {
        return this.strikes.stream().map(Strike::number).toList();
    }
}
