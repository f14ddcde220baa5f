package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.LongSupplier;
import org.chorusmesh.peers.PathDelay.ClockEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathDelayTests {

    private static final long MILLI = 1_000_000L;

    private static final long SECOND = 1000 * MILLI;

    private static final long PERIOD = 50 * MILLI;

    /**
     * Two ends in virtual time, each with a clock of its own, which exchange a report every period.
     */
    private static final class Path {
        long nowNanos;
        long ownClockNanos = 123_456_789_000L;
        long peerClockNanos = -987_654_321_000L;
        PathDelay delay;

        /** The peer reports, having heard us a while ago. */
        ClockEvent exchange(long toPeerNanos, long fromPeerNanos) {
            long sent = this.nowNanos + this.ownClockNanos;
            long heard = this.nowNanos + toPeerNanos + this.peerClockNanos;
            long stampAt = this.nowNanos + toPeerNanos + 7 * MILLI;
            long stamp = stampAt + this.peerClockNanos;
            long received = stampAt + fromPeerNanos + this.ownClockNanos;
            this.nowNanos += PERIOD;
            if (this.delay == null) {
                this.delay = new PathDelay(received, stamp);
            }
            return accept(this.delay, received, stamp, new Echo(1, sent, stamp - heard));
        }
    }

    @Test
    void measuresTheRoundTripWhateverTheOriginsOfTheClocks() {
        Path path = new Path();
        path.exchange(3 * MILLI, 3 * MILLI);
        assertThat(path.delay.roundTripNanos()).isEqualTo(6 * MILLI);
        assertThat(path.delay.underWayNanos()).isEqualTo(3 * MILLI);
        assertThat(path.delay.queueingNanos()).isZero();
    }

    @Test
    void takesQueueingForWhatItIs() {
        Path path = new Path();
        path.exchange(3 * MILLI, 3 * MILLI);
        path.exchange(40 * MILLI, 25 * MILLI);
        assertThat(path.delay.queueingNanos()).isEqualTo(22 * MILLI);
        assertThat(path.delay.underWayNanos()).isEqualTo(25 * MILLI);
        assertThat(path.delay.roundTripNanos()).isEqualTo(6 * MILLI);
    }

    @Test
    void cannotSeeAsymmetry() {
        Path path = new Path();
        path.exchange(10 * MILLI, 2 * MILLI);
        assertThat(path.delay.underWayNanos()).isEqualTo(6 * MILLI);
    }

    @Test
    void findsTheMinimaOfEachDirectionAmongJitter() {
        Path path = new Path();
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            path.exchange(
                    5 * MILLI + random.nextInt(20 * (int) MILLI),
                    5 * MILLI + random.nextInt(20 * (int) MILLI));
        }
        assertThat(path.delay.roundTripNanos()).isBetween(10 * MILLI, 12 * MILLI);
    }

    @Test
    void knowsOnlyOneDirectionWithoutAnAnswer() {
        PathDelay delay = new PathDelay(100, 40);
        assertThat(accept(delay, 100, 40, null)).isEqualTo(ClockEvent.NONE);
        assertThat(delay.isKnown()).isFalse();
        assertThat(delay.underWayNanos()).isZero();
    }

    @Test
    void survivesClocksAtTheEndsOfTheirRange() {
        Path path = new Path();
        path.ownClockNanos = Long.MAX_VALUE - 20 * MILLI;
        path.peerClockNanos = Long.MIN_VALUE + 3;
        for (int i = 0; i < 30; i++) {
            path.exchange(3 * MILLI, 3 * MILLI);
            assertThat(path.delay.roundTripNanos()).isEqualTo(6 * MILLI);
            assertThat(path.delay.underWayNanos()).isEqualTo(3 * MILLI);
        }
    }

    @Test
    void seesAtOnceThatItsOwnClockStoodStill() {
        Path path = new Path();
        for (int i = 0; i < 20; i++) {
            path.exchange(3 * MILLI, 3 * MILLI);
        }
        path.ownClockNanos -= 700 * MILLI;
        assertThat(path.exchange(3 * MILLI, 3 * MILLI)).isEqualTo(ClockEvent.OWN_STOOD_STILL);
        assertThat(path.exchange(3 * MILLI, 3 * MILLI)).isEqualTo(ClockEvent.NONE);
        assertThat(path.delay.roundTripNanos()).isEqualTo(6 * MILLI);
    }

    @Test
    void seesThatThePeersClockStoodStill() {
        Path path = new Path();
        for (int i = 0; i < 20; i++) {
            path.exchange(3 * MILLI, 3 * MILLI);
        }
        path.peerClockNanos -= 700 * MILLI;
        assertThat(path.exchange(3 * MILLI, 3 * MILLI)).isEqualTo(ClockEvent.STEPPED);
        assertThat(path.exchange(3 * MILLI, 3 * MILLI)).isEqualTo(ClockEvent.NONE);
        assertThat(path.delay.queueingNanos()).isZero();
        assertThat(path.delay.roundTripNanos()).isEqualTo(6 * MILLI);
    }

    @Test
    void takesAJumpThatStaysForAStepAndAStallThatDrainsForNone() {
        PathDelay stepped = new PathDelay(0, 0);
        PathDelay stalled = new PathDelay(0, 0);
        for (long t = 0; t < 40 * PERIOD; t += PERIOD) {
            accept(stepped, t, t, null);
            accept(stalled, t, t, null);
        }
        int steps = 0;
        long freed = 80 * PERIOD;
        for (long t = 40 * PERIOD; t < 80 * PERIOD; t += PERIOD) {
            steps += (accept(stepped, t + 900 * MILLI, t, null) == ClockEvent.NONE) ? 0 : 1;
            // All that was stalled comes at once.
            assertThat(accept(stalled, freed, t, null)).isEqualTo(ClockEvent.NONE);
        }
        assertThat(steps).isEqualTo(1);
        assertThat(stepped.queueingNanos()).isZero();
        assertThat(stalled.queueingNanos()).isEqualTo(PERIOD);
    }

    @Test
    void takesNoAnswerThatWasHeldAcrossAStep() {
        long transit = 50 * MILLI;
        long jump = 144 * MILLI;
        PathDelay delay = new PathDelay(transit, 0);
        for (long t = PERIOD; t < 20 * PERIOD; t += PERIOD) {
            accept(delay, t + transit, t, new Echo(1, t - 2 * transit, transit));
        }
        // Heard late, just before the peer's clock jumps, and answered again and again after it.
        long late = 20 * PERIOD - 2 * transit;
        long heard = late + transit + 45 * MILLI;
        for (long t = 20 * PERIOD; t < 22 * PERIOD; t += PERIOD) {
            Echo across = new Echo(1, late, t + jump - heard);
            assertThat(accept(delay, t + transit, t + jump, across))
                    .isEqualTo((t == 20 * PERIOD) ? ClockEvent.OWN_STOOD_STILL : ClockEvent.NONE);
            assertThat(delay.isKnown()).isFalse();
        }
        long own = 21 * PERIOD + transit;
        long t = 23 * PERIOD;
        accept(delay, t + transit, t + jump, new Echo(1, own, t - own - transit));
        assertThat(delay.roundTripNanos()).isEqualTo(2 * transit);
    }

    @Test
    void takesNoAnswerToAStampFromBeforeItsOwnClockSteppedBack() {
        long transit = 50 * MILLI;
        long back = 113 * MILLI;
        long stepped = 20 * PERIOD;
        PathDelay delay = new PathDelay(transit, 0);
        for (long t = PERIOD; t < stepped; t += PERIOD) {
            accept(delay, t + transit, t, new Echo(1, t - 2 * transit, transit));
        }
        // The node stands at its last instant until its clock has caught up.
        long stamp = stepped + 10 * MILLI;
        Echo onTime = new Echo(1, stepped - 60 * MILLI, 20 * MILLI);
        assertThat(delay.accept(stamp + transit - back, stepped, stamp, PERIOD, onTime))
                .isEqualTo(ClockEvent.OWN_STOOD_STILL);
        // Written before the step, later than this receipt by the clock, and late on its way.
        stamp = stepped + 60 * MILLI;
        Echo late = new Echo(1, stepped - 10 * MILLI, 0);
        assertThat(delay.accept(stamp + transit - back, stepped, stamp, PERIOD, late))
                .isEqualTo(ClockEvent.NONE);
        assertThat(delay.isKnown()).isFalse();
        long own = stepped + 200 * MILLI;
        stamp = own + transit + 10 * MILLI;
        accept(delay, stamp + transit - back, stamp, new Echo(1, own - back, 10 * MILLI));
        assertThat(delay.roundTripNanos()).isEqualTo(2 * transit);
    }

    /** A report that arrives at the very instant of a step. */
    private static ClockEvent accept(
            PathDelay delay, long received, long stamp, @Nullable Echo echo) {
        return delay.accept(received, received, stamp, PERIOD, echo);
    }

    @Test
    void takesADriftOfTheClocksForNoStep() {
        // 200 ppm, the worst that two cheap crystals do, come to 2 ms over the window.
        for (long driftNanos : new long[] {PERIOD / 5000, -PERIOD / 5000}) {
            Path path = new Path();
            for (int i = 0; i < 20 * 60; i++) {
                assertThat(path.exchange(MILLI / 30, MILLI / 30)).isEqualTo(ClockEvent.NONE);
                assertThat(path.delay.isKnown()).isTrue();
                assertThat(path.delay.underWayNanos()).isBetween(-2 * MILLI, 2 * MILLI);
                path.peerClockNanos += driftNanos;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-300, 200, 400})
    void findsADriftThatMakesRoundTripsNegativeWithinSeconds(double ppm) {
        Path path = new Path();
        for (int i = 0; i < 30 * 20; i++) {
            path.exchange(MILLI / 30, MILLI / 30);
            path.peerClockNanos -= (long) (ppm * 1e-6 * PERIOD);
        }
        assertThat((path.delay.clockRatio() - 1) * 1e6).isCloseTo(ppm, within(2.0));
        assertThat(path.delay.underWayNanos()).isBetween(0L, MILLI / 15);
    }

    /** A peer that was stopped: by its next report the clocks have drifted by 2 ms. */
    @ParameterizedTest
    @ValueSource(doubles = {-400, 400})
    void takesADriftDuringAPauseForNoStep(double ppm) {
        Path path = new Path();
        for (int i = 0; i < 5; i++) {
            path.exchange(MILLI / 30, MILLI / 30);
        }
        path.nowNanos += 5 * SECOND;
        path.peerClockNanos += (long) (ppm * 1e-6 * 5 * SECOND);
        for (int i = 0; i < 20 * 20; i++) {
            assertThat(path.exchange(MILLI / 30, MILLI / 30)).isEqualTo(ClockEvent.NONE);
            assertThat(path.delay.isKnown()).isTrue();
            path.peerClockNanos += (long) (ppm * 1e-6 * PERIOD);
        }
        assertThat((path.delay.clockRatio() - 1) * 1e6).isCloseTo(-ppm, within(10.0));
    }

    /** The first answer after the step comes when the peer has been unheard for seconds. */
    @ParameterizedTest
    @ValueSource(longs = {-1787, 1787})
    void takesAStepWhileThePathIsCutForNoDrift(long stepMillis) {
        Path path = new Path();
        for (int i = 0; i < 4 * 20; i++) {
            path.exchange(85 * MILLI, 85 * MILLI);
        }
        path.peerClockNanos += stepMillis * MILLI;
        for (int i = 0; i < 10; i++) {
            // Only the way to this end is open.
            long stamp = path.nowNanos + path.peerClockNanos;
            accept(path.delay, path.nowNanos + 85 * MILLI + path.ownClockNanos, stamp, null);
            path.nowNanos += PERIOD;
        }
        path.nowNanos += 5 * SECOND;
        for (int i = 0; i < 20 * 20; i++) {
            path.exchange(85 * MILLI, 85 * MILLI);
            assertThat(path.delay.clockRatio()).isEqualTo(1);
            assertThat(path.delay.roundTripNanos()).isEqualTo(170 * MILLI);
        }
    }

    @Test
    void forgetsAMinimumAfterAMinuteOfReports() {
        Path path = new Path();
        path.exchange(3 * MILLI, 3 * MILLI);
        for (int i = 0; i < 20 * 59; i++) {
            path.exchange(8 * MILLI, 8 * MILLI);
        }
        assertThat(path.delay.roundTripNanos()).isEqualTo(6 * MILLI);
        for (int i = 0; i < 20 * 3; i++) {
            path.exchange(8 * MILLI, 8 * MILLI);
        }
        assertThat(path.delay.roundTripNanos()).isEqualTo(16 * MILLI);
    }

    /** A minimum of ten seconds of the same reports is off by 90 µs. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 50})
    void threeReportsASecondAreEnoughWhereAllDelaysVaryByMilliseconds(double ppm) {
        Random random = new Random(3);
        LongSupplier delay = () -> (long) (MILLI * (1 - 4 * Math.log(1 - random.nextDouble())));
        double squares = 0;
        int paths = 200;
        for (int i = 0; i < paths; i++) {
            Path path = new Path();
            for (int report = 0; report < 3 * 62; report++) {
                path.exchange(delay.getAsLong(), delay.getAsLong());
                path.nowNanos += SECOND / 3 - PERIOD;
                path.peerClockNanos += (long) (ppm * 1e-6 * SECOND / 3);
            }
            path.exchange(delay.getAsLong(), MILLI);
            double errorNanos = path.delay.underWayNanos() - MILLI;
            squares += errorNanos * errorNanos / paths;
        }
        assertThat(Math.sqrt(squares) / 1e3).isLessThan(50);
    }

    @Test
    void takesAStallThatDrainsForNoStepIfThePeriodsDiffer() {
        PathDelay delay = new PathDelay(0, 0);
        for (int i = 1; i <= 30; i++) {
            accept(delay, i * PERIOD, i * PERIOD, null);
        }
        long freed = 31 * PERIOD + 900 * MILLI;
        for (int i = 0; i < 12; i++) {
            long stated = (i % 2 == 0) ? PERIOD : 8 * PERIOD;
            assertThat(delay.accept(freed, freed, (31 + i) * PERIOD, stated, null))
                    .isEqualTo(ClockEvent.NONE);
        }
    }

    /** The error of the offset, times the number of reports. */
    private static double sparsityMillis(LongSupplier toPeer, LongSupplier fromPeer) {
        Path path = new Path();
        for (int i = 0; i < 240; i++) {
            path.exchange(3 * MILLI + toPeer.getAsLong(), 3 * MILLI + fromPeer.getAsLong());
        }
        return path.delay.errorRatio() * 240 * PERIOD / MILLI;
    }

    @Test
    void isSparseWhereAllDelaysVaryInEitherDirection() {
        Random random = new Random(1);
        LongSupplier little = () -> random.nextInt((int) MILLI / 10);
        LongSupplier much = () -> random.nextInt(20 * (int) MILLI);
        // Of delays that vary evenly by s, a minimum of n is wrong by s/n; the offset has half of
        // two.
        assertThat(sparsityMillis(little, little)).isBetween(0.04, 0.14);
        assertThat(sparsityMillis(much, much)).isBetween(8.0, 28.0);
        assertThat(sparsityMillis(little, much)).isBetween(4.0, 20.0);
        assertThat(sparsityMillis(much, little)).isBetween(4.0, 20.0);
    }

    @Test
    void isNotSparseWhereHalfOfTheReportsAreHeldUpAndTheOthersComeInTime() {
        Random random = new Random(1);
        LongSupplier busy =
                () -> random.nextInt(((random.nextInt(2) == 0) ? 20 : 1) * (int) MILLI / 4);
        // A quarter of a millisecond for half of them.
        assertThat(sparsityMillis(busy, busy)).isLessThan(1);
    }

    @Test
    void isSparseBeyondMeasureInItsFirstSeconds() {
        Path path = new Path();
        for (int i = 0; i < 40; i++) {
            path.exchange(3 * MILLI, 3 * MILLI);
        }
        assertThat(path.delay.errorRatio()).isInfinite();
    }
}
