package org.chorusmesh.schedule;

import java.util.Locale;

/**
 * The description of a job.
 *
 * @param name name in metrics, health and logs
 * @param kind whether it runs on beats or in turns
 * @param every its period in beats
 */
public record JobDescription(String name, Kind kind, long every) {

    /** When a job runs. */
    public enum Kind {
        /** On beats. */
        BEAT,
        /** In turns. */
        TURN;

        /** Its name in metrics. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
