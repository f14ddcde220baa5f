package org.chorusmesh.node;

import org.chorusmesh.dynamics.Extrapolation;
import org.chorusmesh.dynamics.Phases;

/**
 * Where others take this node to be, by its last report. They carry that report on until the next
 * one, so the node need not report while it is where they think.
 */
final class DeadReckoning {

    private static final double SECONDS_PER_NANO = 1e-9;

    private double phase;
    private double rate;
    private long stampNanos;
    private boolean begun;

    /** Records a report. */
    void report(double reportedPhase, double reportedRate, long atNanos) {
        this.phase = reportedPhase;
        this.rate = reportedRate;
        this.stampNanos = atNanos;
        this.begun = true;
    }

    /**
     * By how much others are wrong.
     *
     * @param present the phase of this node, radians
     * @param commonFrequency Ω, rad/s
     * @param coupling K, rad/s
     * @return radians, ≥ 0; 0 before the first report
     */
    double errorRadians(double present, long nowNanos, double commonFrequency, double coupling) {
        if (!this.begun) {
            return 0;
        }
        double ageSeconds = (nowNanos - this.stampNanos) * SECONDS_PER_NANO;
        Extrapolation seen =
                Extrapolation.of(this.phase, this.rate, commonFrequency, coupling, ageSeconds);
        return Math.abs(Phases.difference(present, Phases.wrap(seen.phase())));
    }
}
