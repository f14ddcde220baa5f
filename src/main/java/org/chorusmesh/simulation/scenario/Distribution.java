package org.chorusmesh.simulation.scenario;

import java.util.Collections;
import java.util.List;

/** A distribution of durations, nanoseconds. */
public sealed interface Distribution {

    /** Always 0. */
    Distribution NONE = new Constant(0);

    /** Draws a value, ≥ 0. */
    long draw(Chance chance);

    /** The least possible value. */
    long floorNanos();

    /**
     * The greatest possible value. For the exponential distribution, which has none, six means
     * above the least: 1 in 400 draws exceeds it.
     */
    long ceilingNanos();

    /** A constant. */
    record Constant(long nanos) implements Distribution {

        @Override
        public long draw(Chance chance) {
            return this.nanos;
        }

        @Override
        public long floorNanos() {
            return this.nanos;
        }

        @Override
        public long ceilingNanos() {
            return this.nanos;
        }
    }

    /** Uniform between two bounds. */
    record Uniform(long floorNanos, long ceilingNanos) implements Distribution {

        @Override
        public long draw(Chance chance) {
            return (long) chance.between(this.floorNanos, this.ceilingNanos);
        }
    }

    /** A least value plus an exponentially distributed part with a mean. */
    record Exponential(long floorNanos, long meanNanos) implements Distribution {

        @Override
        public long draw(Chance chance) {
            return this.floorNanos + (long) chance.exponential(this.meanNanos);
        }

        @Override
        public long ceilingNanos() {
            return this.floorNanos + 6 * this.meanNanos;
        }
    }

    /** One of some values, each with the same probability. */
    record OneOf(List<Long> nanos) implements Distribution {

        @Override
        public long draw(Chance chance) {
            return this.nanos.get(chance.below(this.nanos.size()));
        }

        @Override
        public long floorNanos() {
            return Collections.min(this.nanos);
        }

        @Override
        public long ceilingNanos() {
            return Collections.max(this.nanos);
        }
    }
}
