package org.chorusmesh.simulation.check;

import java.util.List;
import org.chorusmesh.simulation.scenario.Event;

/** Computes when the effects of events end, from the rules of admission and of clocks. */
public final class Healing {

    /**
     * Reports in a row that a node takes as proof that a clock jumped, not that a connection
     * stalled.
     */
    private static final int REPORTS_OF_PROOF = 8;

    private Healing() {}

    /**
     * The instant at which all events have healed, in virtual time.
     *
     * @param ttlNanos the longest TTL
     * @param reportNanos the longest usual time from one report that arrives to the next
     */
    public static long nanos(List<Event> events, long ttlNanos, long reportNanos) {
        long last = 0;
        long frozenUntil = 0;
        for (Event event : events) {
            long healed = nanos(event, ttlNanos, reportNanos);
            if (event instanceof Event.Duplicate duplicate && isOneOfMany(events, duplicate)) {
                healed += ttlNanos;
            }
            last = Math.max(last, healed);
            if (healed - event.endNanos() >= ttlNanos) {
                // The nodes that must forget count a TTL in waking time.
                last = Math.max(last, healed + sleepNanos(events, event.atNanos()));
            }
            if (event instanceof Event.ClockStep step && step.byNanos() < 0) {
                // A clock that is set back twice has to catch up with both steps.
                frozenUntil = Math.max(frozenUntil, step.atNanos()) - step.byNanos();
                last = Math.max(last, frozenUntil + REPORTS_OF_PROOF * reportNanos);
            }
        }
        return last;
    }

    /**
     * Whether an id takes turns with duplicates so often that its own boot may have to wait for the
     * tombstone of the last one: there are few takeovers of an id in a minute.
     */
    private static boolean isOneOfMany(List<Event> events, Event.Duplicate duplicate) {
        return events.stream()
                        .filter((event) -> event instanceof Event.Duplicate)
                        .filter((event) -> ((Event.Duplicate) event).of() == duplicate.of())
                        .count()
                > 1;
    }

    /**
     * Sum of the times for which nodes sleep, or are frozen by a clock, that end after an instant.
     */
    private static long sleepNanos(List<Event> events, long fromNanos) {
        long sum = 0;
        for (Event event : events) {
            boolean sleeps = event instanceof Event.Pause || event instanceof Event.Suspend;
            long until = sleeps ? event.endNanos() : nanos(event, 0, 0);
            if ((sleeps || event instanceof Event.ClockStep) && until > fromNanos) {
                sum += until - event.atNanos();
            }
        }
        return sum;
    }

    /**
     * The instant at which an event has healed: its effect is over and, by the rules of admission,
     * the state that it left can be gone. A forged state that is newer than the true one stays for
     * a TTL until it is evicted, and its tombstone for another. The state of a boot stays as long
     * if the wall clock is set back at a restart. The smaller of two boots with one id sends again
     * one TTL after the last report of the greater. A node whose monotonic clock is set back is
     * frozen until the clock has caught up. Until eight reports in a row have shown that a clock
     * jumped, one end of each of its paths takes reports for late.
     */
    static long nanos(Event event, long ttlNanos, long reportNanos) {
        if (event instanceof Event.Duplicate) {
            return event.endNanos() + ttlNanos;
        }
        if (event instanceof Event.Poison poison) {
            return event.endNanos() + (poison.forgery().isAdmissible() ? 2 * ttlNanos : 0);
        }
        if (event instanceof Event.Restart restart) {
            return event.endNanos() + ((restart.clockBackNanos() > 0) ? 2 * ttlNanos : 0);
        }
        if (event instanceof Event.ClockStep step) {
            return event.atNanos() + Math.max(0, -step.byNanos()) + REPORTS_OF_PROOF * reportNanos;
        }
        return event.endNanos();
    }
}
