package org.chorusmesh.schedule;

/** One run of a job that is to come. */
interface Body {

    /** Runs somebody's code. */
    void run() throws Throwable;

    /** How long there is for it, in nanoseconds; 0 or less if it must not begin any more. */
    default long remainingNanos() {
        return Long.MAX_VALUE;
    }
}
