package org.chorusmesh.service;

import org.chorusmesh.settings.Settings;

/** Whether an integrator has stalled. */
public final class Stall {

    /** Anything shorter is a pause of the machine, which passes. */
    static final long MIN_IDLE_NANOS = 2_000_000_000L;

    static final int STEPS = 5;

    private Stall() {}

    /**
     * Whether it does not run, its last step failed, or its last step was longer ago than both two
     * seconds and five steps.
     */
    public static boolean of(IntegratorStatus integrator, Settings settings) {
        return integrator.phase() != IntegratorStatus.Phase.RUNNING
                || integrator.failure() != null
                || integrator.idleNanos() > Math.max(MIN_IDLE_NANOS, STEPS * settings.stepNanos());
    }
}
