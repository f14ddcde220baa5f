package org.chorusmesh.service;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs failed steps, once for each kind of failure. Belongs to the integrator's thread. */
final class StepFailures {

    private static final Logger logger = LoggerFactory.getLogger(StepFailures.class);

    private final Set<String> kinds = new HashSet<>();

    void log(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        String kind = failure.getClass().getName() + ((trace.length > 0) ? trace[0] : "");
        if (this.kinds.add(kind)) {
            logger.error(
                    "A step has failed; the node continues with the next one. Each kind of failure is logged once",
                    failure);
        }
    }
}
