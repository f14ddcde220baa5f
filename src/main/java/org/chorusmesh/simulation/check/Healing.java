package org.chorusmesh.simulation.check;

import java.util.List;
import org.chorusmesh.simulation.scenario.Event;

/** When the harm that events do is over, by the rules of admission and of clocks. */
public final class Healing {

    /** A clock has jumped, and no connection stalled, once so many reports in a row say so. */
    private static final int REPORTS_OF_PROOF = 8;

    private Healing() {}

    /**
     * When all events have healed.
     *
     * @param ttlNanos the longest TTL
     * @param reportNanos the longest usual time from one report that arrives to the next
     */
    public static long nanos(List<Event> events, long ttlNanos, long reportNanos) {
        long last = 0;
        long frozenUntil = 0;
        for (Event event : events) {
            long healed = nanos(event, ttlNanos, reportNanos);
            last = Math.max(last, healed);
            if (healed - event.endNanos() >= ttlNanos) {
                // Counted in waking time by those who have to forget.
                last = Math.max(last, healed + sleepNanos(events, event.atNanos()));
            }
            if (event instanceof Event.ClockStep step && step.byNanos() < 0) {
                // A clock that is set back again has to catch up with both.
                frozenUntil = Math.max(frozenUntil, step.atNanos()) - step.byNanos();
                last = Math.max(last, frozenUntil + REPORTS_OF_PROOF * reportNanos);
            }
        }
        return last;
    }

    /** For how long any node sleeps, or is frozen, that does so after an instant. */
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
     * When an event has healed: when its harm is over and, by the rules of admission, its traces
     * may be gone too. A forged state that is newer than the true one stands until it is evicted,
     * and its tombstone for another TTL; so does the memory of a boot after which the clock was set
     * back. The smaller of two boots under an id speaks again one TTL after the greater's last
     * word. A node whose clock was set back is frozen until it has caught up; and until eight
     * reports in a row have shown that a clock jumped, one end of its paths takes them for late.
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
