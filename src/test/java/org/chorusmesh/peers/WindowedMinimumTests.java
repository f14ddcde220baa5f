package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class WindowedMinimumTests {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    private final Random random = new Random(7);

    /** The window after so many seconds of values at a constant rate. */
    private WindowedMinimum after(int seconds, int valuesASecond, LongSupplier values) {
        WindowedMinimum minimum = new WindowedMinimum();
        for (int i = 0; i <= seconds * valuesASecond; i++) {
            minimum.add(i * SECOND / valuesASecond, values.getAsLong());
        }
        return minimum;
    }

    private long exponential(long meanNanos) {
        return (long) (-meanNanos * Math.log(1 - this.random.nextDouble()));
    }

    /** The error of a minimum of twelve seconds, times the number of values. */
    private double meanSparsity(int valuesASecond, LongSupplier values) {
        double sum = 0;
        for (int i = 0; i < 200; i++) {
            sum += after(12, valuesASecond, values).errorNanos(0) * 12 * valuesASecond / 200;
        }
        return sum;
    }

    @Test
    void theErrorIsThePartOfTheMeanExcessThatAValueIsOfAll() {
        for (int valuesASecond : new int[] {3, 20}) {
            assertThat(meanSparsity(valuesASecond, () -> 5 * MILLI + exponential(MILLI)))
                    .isCloseTo(MILLI, within(0.1 * MILLI));
        }
    }

    /** Of n evenly spread values the least is off by a part in n of their range. */
    @Test
    void theErrorOfEvenlySpreadValuesIsThatPartOfTheirRange() {
        assertThat(meanSparsity(20, () -> this.random.nextLong(40 * MILLI)))
                .isCloseTo(40 * MILLI, within(6.0 * MILLI));
    }

    @Test
    void valuesFarOffAddNoError() {
        double alone = meanSparsity(20, () -> exponential(MILLI));
        double among =
                meanSparsity(
                        20,
                        () ->
                                exponential(MILLI)
                                        + ((this.random.nextInt(5) == 0) ? 300 * MILLI : 0));
        assertThat(among).isBetween(alone, 1.5 * alone);
    }

    @Test
    void aFewSecondsWithoutAnyValueNearTheMinimumChangeLittle() {
        WindowedMinimum minimum = new WindowedMinimum();
        for (int i = 0; i <= 220; i++) {
            long slow = (i / 20 % 5 == 0) ? 500 * MILLI : 0;
            minimum.add(i * SECOND / 20, slow + i % 3 * MILLI);
        }
        assertThat(minimum.errorNanos(0)).isZero();
    }

    @Test
    void theErrorIsNotKnownBeforeThreeSecondsAreOver() {
        assertThat(new WindowedMinimum().errorRatio()).isInfinite();
        assertThat(after(2, 20, () -> MILLI).errorRatio()).isInfinite();
        assertThat(after(2, 20, () -> MILLI).errorNanos(0)).isInfinite();
        assertThat(after(3, 20, () -> MILLI).errorNanos(0)).isZero();
    }

    /**
     * A window that is asked again and again says what one says that is asked for the first time.
     */
    @Test
    void theErrorIsThatOfTheWindowAsItIsNow() {
        List<Consumer<WindowedMinimum>> changes = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long atNanos = i * SECOND / 4;
            long value = 5 * MILLI + exponential(MILLI);
            changes.add((window) -> window.add(atNanos, value));
        }
        changes.add(101, (window) -> window.setRate(300e-6));
        changes.add(151, (window) -> window.forgetAllBut(5));
        changes.add(201, WindowedMinimum::clear);
        WindowedMinimum asked = new WindowedMinimum();
        Set<Double> errors = new HashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            changes.get(i).accept(asked);
            WindowedMinimum unasked = new WindowedMinimum();
            changes.subList(0, i + 1).forEach((change) -> change.accept(unasked));
            assertThat(asked.errorRatio()).as("change %d", i).isEqualTo(unasked.errorRatio());
            errors.add(asked.errorRatio());
        }
        assertThat(errors).hasSizeGreaterThan(80);
    }

    @Test
    void valuesThatGrowAtTheKnownRateAreAsNearAsThoseThatDoNot() {
        WindowedMinimum minimum = new WindowedMinimum();
        minimum.add(0, 0);
        minimum.setRate(50e-6);
        for (int i = 1; i <= 220; i++) {
            minimum.add(i * SECOND / 20, i * 2500L);
        }
        assertThat(minimum.errorNanos(0)).isLessThan(1000);
        minimum.setRate(0);
        assertThat(minimum.errorNanos(0)).isGreaterThan(MILLI / 240.0);
    }

    @Test
    void whatIsForgottenCountsNoMore() {
        WindowedMinimum minimum = after(12, 20, () -> exponential(MILLI));
        minimum.clear();
        assertThat(minimum.isEmpty()).isTrue();
        assertThat(minimum.errorNanos(0)).isInfinite();
    }
}
