package org.chorusmesh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.instancio.Random;
import org.instancio.junit.GivenProvider;

/**
 * Checks properties of inputs drawn at random. A test takes its chance as
 * {@code @Given(ForAll.class) Random random}. A failure names the input, and Instancio reports the
 * seed, which {@code @Seed} on the test brings back.
 */
public final class ForAll implements GivenProvider {

    private static final double EDGE = 0.1;

    @Override
    public Object provide(ElementContext context) {
        return context.random();
    }

    /** Draws inputs, and lets the property assert what holds of each. */
    public static <T> void holds(
            int tries, Random random, Function<Random, T> generator, Consumer<T> property) {
        for (int i = 1; i <= tries; i++) {
            T input = generator.apply(random);
            try {
                property.accept(input);
            } catch (Throwable ex) {
                throw new AssertionError("Try " + i + " does not hold of " + input, ex);
            }
        }
    }

    /** A number from a range, now and then an end of it or 0. */
    public static double real(Random random, double min, double max) {
        return random.trueOrFalse(EDGE)
                ? random.oneOf(min, Math.max(min, 0.0), max)
                : random.doubleRange(min, max);
    }

    /** Any 64 bits, now and then those at which things turn. */
    public static long anyLong(Random random) {
        return random.trueOrFalse(EDGE)
                ? random.oneOf(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)
                : random.longRange(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A list whose size is drawn too. */
    public static <T> List<T> listOf(
            Random random, int minSize, int maxSize, Function<Random, T> element) {
        int size = random.trueOrFalse(EDGE) ? minSize : random.intRange(minSize, maxSize);
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(element.apply(random));
        }
        return list;
    }
}
