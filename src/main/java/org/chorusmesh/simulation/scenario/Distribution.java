package org.chorusmesh.simulation.scenario;

import java.util.List;

/** How long something takes, in nanoseconds. */
public sealed interface Distribution {

    /** Always the same. */
    record Constant(long nanos) implements Distribution {}

    /** Anything between two bounds alike. */
    record Uniform(long fromNanos, long toNanos) implements Distribution {}

    /** A least value and an exponential tail of a mean above it. */
    record Exponential(long leastNanos, long meanNanos) implements Distribution {}

    /** One of some values alike. */
    record OneOf(List<Long> nanos) implements Distribution {}

    /** Nothing at all. */
    Distribution NONE = new Constant(0);

    /** One value, ≥ 0. */
    default long draw(Chance chance) {
        if (this instanceof Constant constant) {
            return constant.nanos();
        }
        if (this instanceof Uniform uniform) {
            return (long) chance.between(uniform.fromNanos(), uniform.toNanos());
        }
        if (this instanceof Exponential exponential) {
            return exponential.leastNanos() + (long) chance.exponential(exponential.meanNanos());
        }
        List<Long> values = ((OneOf) this).nanos();
        return values.get(chance.below(values.size()));
    }

    /** The least value that can come. */
    default long floorNanos() {
        if (this instanceof Constant constant) {
            return constant.nanos();
        }
        if (this instanceof Uniform uniform) {
            return uniform.fromNanos();
        }
        if (this instanceof Exponential exponential) {
            return exponential.leastNanos();
        }
        return ((OneOf) this).nanos().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    /**
     * A value that is hardly ever exceeded: the greatest, or six means above the least of an
     * exponential one.
     */
    default long ceilingNanos() {
        if (this instanceof Constant constant) {
            return constant.nanos();
        }
        if (this instanceof Uniform uniform) {
            return uniform.toNanos();
        }
        if (this instanceof Exponential exponential) {
            return exponential.leastNanos() + 6 * exponential.meanNanos();
        }
        return ((OneOf) this).nanos().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
