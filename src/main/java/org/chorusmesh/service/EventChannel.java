package org.chorusmesh.service;

import org.chorusmesh.service.NodeEvent.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Where the events of one matter go: each is one line of the log and one of the {@link NodeEvents}.
 * A {@link LogBudget} limits both. Belongs to the integrator's thread.
 */
final class EventChannel {

    private final NodeEvents events;
    private final Logger logger;
    private final Level level;
    private final String matter;
    private final LogBudget budget;

    /**
     * A channel with a whole budget.
     *
     * @param level of the count of what was left out
     * @param matter what it is about, to be read after a number
     */
    EventChannel(NodeEvents events, Logger logger, Level level, String matter) {
        this.events = events;
        this.logger = logger;
        this.level = level;
        this.matter = matter;
        this.budget = new LogBudget(logger, matter);
    }

    /** Whether there is room for an event; if not, it counts as left out. */
    boolean spend(long nowNanos) {
        return this.budget.spend(nowNanos);
    }

    /**
     * Adds an event for which there is room.
     *
     * @param nodeId the peer or member that it is about; null if it is about none
     * @param text one sentence, as the log has it
     */
    void add(Level lineLevel, Kind kind, long nowNanos, @Nullable String nodeId, String text) {
        add(lineLevel, kind, nowNanos, nodeId, text, text);
    }

    /**
     * Adds an event for which there is room.
     *
     * @param line of the log, which says of which node it is
     */
    void add(
            Level lineLevel,
            Kind kind,
            long nowNanos,
            @Nullable String nodeId,
            String text,
            String line) {
        this.events.add(kind, nowNanos, nodeId, text);
        this.logger.atLevel(lineLevel).log(line);
    }

    /** Says what was left out, once there is room for that; to be called again and again. */
    void settle(long nowNanos) {
        long omitted = this.budget.takeOmitted(nowNanos);
        if (omitted > 0) {
            add(
                    this.level,
                    Kind.EVENTS_OMITTED,
                    nowNanos,
                    null,
                    omitted + " more " + this.matter + " were left out",
                    omitted + " more " + this.matter + " were not logged");
        }
    }
}
