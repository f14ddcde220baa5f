package org.chorusmesh.schedule;

import java.util.concurrent.RejectedExecutionException;

/** Runs the bodies of jobs, on other threads than the caller's. */
@FunctionalInterface
public interface JobRunner {

    /**
     * Hands over a body and does not wait for it.
     *
     * @throws RejectedExecutionException if it will not run
     */
    void run(Runnable body);
}
