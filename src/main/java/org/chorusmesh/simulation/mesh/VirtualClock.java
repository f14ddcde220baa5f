package org.chorusmesh.simulation.mesh;

/**
 * The monotonic clock of one machine, with its own origin and speed. It can jump and stand still.
 */
final class VirtualClock {

    private static final double PER_MILLION = 1e-6;

    private long baseNanos;
    private long localNanos;
    private double ppm;
    private boolean still;

    VirtualClock(long atNanos, long originNanos, double ppm) {
        this.baseNanos = atNanos;
        this.localNanos = originNanos;
        this.ppm = ppm;
    }

    /** The time that it shows at an instant of virtual time, nanoseconds. */
    long at(long nanos) {
        if (this.still) {
            return this.localNanos;
        }
        long since = nanos - this.baseNanos;
        return this.localNanos + since + (long) (since * this.ppm * PER_MILLION);
    }

    /** Its speed relative to virtual time; 0 while it stands still. */
    double speed() {
        return this.still ? 0 : 1 + this.ppm * PER_MILLION;
    }

    private void rebase(long nanos) {
        this.localNanos = at(nanos);
        this.baseNanos = nanos;
    }

    void drift(long nanos, double newPpm) {
        rebase(nanos);
        this.ppm = newPpm;
    }

    void step(long nanos, long byNanos) {
        rebase(nanos);
        this.localNanos += byNanos;
    }

    void stand(long nanos, boolean standing) {
        rebase(nanos);
        this.still = standing;
    }
}
