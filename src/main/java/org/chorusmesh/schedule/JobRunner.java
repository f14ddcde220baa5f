package org.chorusmesh.schedule;

import java.util.concurrent.RejectedExecutionException;

/** Runs the bodies of jobs on threads other than that of the caller. */
@FunctionalInterface
public interface JobRunner {

    /**
     * Starts a body and does not wait for its end.
     *
     * @throws RejectedExecutionException if it cannot run
     */
    void run(Runnable body);
}
