package org.chorusmesh.benchmarks.jobs;

/**
 * One run of the job.
 *
 * @param replica the replica that ran it
 * @param slot the slot that it ran for
 * @param dueNanos when the slot began
 * @param beginNanos when the run began
 * @param endNanos when the run ended; {@link Long#MAX_VALUE} while it has not
 */
record Act(int replica, long slot, long dueNanos, long beginNanos, long endNanos) {

    Act ended(long nanos) {
        return new Act(this.replica, this.slot, this.dueNanos, this.beginNanos, nanos);
    }

    boolean isRunningAt(long nanos) {
        return this.beginNanos <= nanos && nanos < this.endNanos;
    }
}
