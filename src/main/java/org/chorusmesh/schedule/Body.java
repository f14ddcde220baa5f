package org.chorusmesh.schedule;

/** The body of a job for one run. */
interface Body {

    /** Runs the code of the application. */
    void run() throws Throwable;

    /** Time that is left for the run, nanoseconds; 0 or less if it must not begin any more. */
    default long remainingNanos() {
        return Long.MAX_VALUE;
    }
}
