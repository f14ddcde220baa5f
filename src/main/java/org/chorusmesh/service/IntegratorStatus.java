package org.chorusmesh.service;

import org.jspecify.annotations.Nullable;

/**
 * How a node's integrator is.
 *
 * @param phase where it stands between start and stop
 * @param idleNanos since the end of its last step, or since its start where there is none yet; 0
 *     unless it runs
 * @param failure what the last step failed with; null if it did not
 * @param steps how the steps have gone
 */
public record IntegratorStatus(
        Phase phase, long idleNanos, @Nullable String failure, StepStatistics steps) {

    /** Where an integrator stands between start and stop. */
    public enum Phase {
        /** Not started yet. */
        NEW,
        /** Stepping. */
        RUNNING,
        /** Stopped on purpose. */
        STOPPED,
        /** Its thread ended by an error: only a new process helps. */
        DEAD
    }
}
