package org.chorusmesh.schedule;

import java.util.Locale;

/**
 * What a job is.
 *
 * @param name in metrics, health and logs
 * @param kind whether it runs on beats or in turns
 * @param every on one beat out of so many, or once in so many
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
