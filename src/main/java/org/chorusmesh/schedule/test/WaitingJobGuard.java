package org.chorusmesh.schedule.test;

import org.jspecify.annotations.Nullable;

/**
 * Detects a job that waits for time that stands still: one that still asks for the time long after
 * it began.
 */
final class WaitingJobGuard {

    private final long patienceNanos;
    private volatile @Nullable Long beganNanos;

    /**
     * @param patienceNanos real time for which a job may ask for the time
     */
    WaitingJobGuard(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** Runs a job. Jobs may nest. */
    void run(Runnable job) {
        Long before = this.beganNanos;
        this.beganNanos = System.nanoTime();
        try {
            job.run();
        } finally {
            this.beganNanos = before;
        }
    }

    /**
     * Checks a request for the time.
     *
     * @throws IllegalStateException if a job has asked for too long
     */
    void check() {
        Long began = this.beganNanos;
        if (began != null && System.nanoTime() - began > this.patienceNanos) {
            throw new IllegalStateException(
                    "A job has asked for the time for ten seconds. Time stands still while a job of"
                            + " a TestChorus runs, so a job must not wait for the end of its turn");
        }
    }
}
