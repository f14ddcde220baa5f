package org.chorusmesh.simulation.scenario;

import java.util.Collections;
import java.util.List;

/** How long something takes, in nanoseconds. */
public sealed interface Distribution {

    /** Nothing at all. */
    Distribution NONE = new Constant(0);

    /** One value, ≥ 0. */
    long draw(Chance chance);

    /** The least value that can come. */
    long floorNanos();

    /**
     * A value that is hardly ever exceeded: the greatest, or six means above the least of an
     * exponential one.
     */
    long ceilingNanos();

    /** Always the same. */
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

    /** Anything between two bounds alike. */
    record Uniform(long floorNanos, long ceilingNanos) implements Distribution {

        @Override
        public long draw(Chance chance) {
            return (long) chance.between(this.floorNanos, this.ceilingNanos);
        }
    }

    /** A least value and an exponential tail of a mean above it. */
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

    /** One of some values alike. */
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
