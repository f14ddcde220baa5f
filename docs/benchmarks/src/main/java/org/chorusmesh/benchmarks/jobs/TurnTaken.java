package org.chorusmesh.benchmarks.jobs;

/**
 * A turn that a replica took.
 *
 * @param replica the replica
 * @param cycle number of the first beat of the cycle
 * @param slot index of its slot
 * @param of number of slots in the cycle
 * @param beginNanos when it began
 * @param endNanos when it ended; {@link Long#MAX_VALUE} while it has not
 */
record TurnTaken(int replica, long cycle, int slot, int of, long beginNanos, long endNanos) {

    TurnTaken ended(long nanos) {
        return new TurnTaken(this.replica, this.cycle, this.slot, this.of, this.beginNanos, nanos);
    }

    boolean isRunningAt(long nanos) {
        return this.beginNanos <= nanos && nanos < this.endNanos;
    }
}
