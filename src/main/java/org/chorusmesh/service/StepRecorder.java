package org.chorusmesh.service;

/**
 * Counts steps; belongs to the integrator's thread. A maximum is kept for the present minute and
 * the one before: one since the start would always show the warm-up of the JVM.
 */
final class StepRecorder {

    private static final long WINDOW_NANOS = 60_000_000_000L;

    private final WindowedMaximum duration = new WindowedMaximum();

    private final WindowedMaximum lateness = new WindowedMaximum();

    private long count;

    private long failed;

    private long late;

    private long durationTotalNanos;

    private long latenessTotalNanos;

    StepStatistics record(
            long startNanos, long endNanos, long latenessNanos, long stepNanos, boolean success) {
        long durationNanos = endNanos - startNanos;
        this.count++;
        this.failed += success ? 0 : 1;
        this.late += (latenessNanos > stepNanos) ? 1 : 0;
        this.durationTotalNanos += durationNanos;
        this.latenessTotalNanos += latenessNanos;
        return new StepStatistics(
                this.count,
                this.failed,
                this.late,
                this.durationTotalNanos,
                this.duration.add(durationNanos, endNanos),
                this.latenessTotalNanos,
                this.lateness.add(latenessNanos, endNanos));
    }

    private static final class WindowedMaximum {

        private long windowStartNanos;

        private boolean started;

        private long present;

        private long previous;

        long add(long value, long nowNanos) {
            if (!this.started) {
                this.started = true;
                this.windowStartNanos = nowNanos;
            }
            long windows = (nowNanos - this.windowStartNanos) / WINDOW_NANOS;
            if (windows > 0) {
                this.previous = (windows == 1) ? this.present : 0;
                this.present = 0;
                this.windowStartNanos += windows * WINDOW_NANOS;
            }
            this.present = Math.max(this.present, value);
            return Math.max(this.present, this.previous);
        }
    }
}
