package org.chorusmesh.simulation;

import java.util.List;

/** When the harm that events do is over, by the rules of admission and of clocks. */
final class Healing {

    private Healing() {}

    /** When all events have healed. */
    static long nanos(List<Event> events, long ttlNanos) {
        long last = 0;
        long frozenUntil = 0;
        for (Event event : events) {
            last = Math.max(last, nanos(event, ttlNanos));
            if (event instanceof Event.ClockStep step && step.byNanos() < 0) {
                // A clock that is set back again has to catch up with both.
                frozenUntil = Math.max(frozenUntil, step.atNanos()) - step.byNanos();
            }
        }
        return Math.max(last, frozenUntil);
    }

    /**
     * When an event has healed: when its harm is over and, by the rules of admission, its traces
     * may be gone too. A forged state that is newer than the true one stands until it is evicted,
     * and its tombstone for another TTL; so does the memory of a boot after which the clock was set
     * back. The smaller of two boots under an id speaks again one TTL after the greater's last
     * word. A node whose clock was set back is frozen until it has caught up.
     */
    static long nanos(Event event, long ttlNanos) {
        if (event instanceof Event.Duplicate) {
            return event.endNanos() + ttlNanos;
        }
        if (event instanceof Event.Poison poison) {
            return event.endNanos() + (poison.poison().isAdmissible() ? 2 * ttlNanos : 0);
        }
        if (event instanceof Event.Restart restart) {
            return event.endNanos() + ((restart.clockBackNanos() > 0) ? 2 * ttlNanos : 0);
        }
        if (event instanceof Event.ClockStep step) {
            return event.atNanos() + Math.max(0, -step.byNanos());
        }
        return event.endNanos();
    }
}
