package org.chorusmesh.service;

import org.chorusmesh.beat.BeatState;
import org.chorusmesh.node.StepState;
import org.jspecify.annotations.Nullable;

/**
 * Decides after which steps the chronicle looks at the node and its peers: ten times a second,
 * twice a second while the node is calm, and at once where something has changed that could change
 * back before the next look.
 */
final class LookSchedule {

    /** The usual time from one look to the next; less where the TTL is short. */
    static final long PERIOD_NANOS = 100_000_000L;

    /** The time from one look to the next while the node is calm. */
    static final long CALM_PERIOD_NANOS = 500_000_000L;

    private static final int LOOKS_PER_TTL = 16;
    private static final int CALM_LOOKS_PER_TTL = 4;

    private @Nullable StepState looked;

    /**
     * Whether to look after this step; if so, the time until the next look begins.
     *
     * @param state the state after the step
     * @param urgent whether to look in any case
     */
    boolean isDue(StepState state, boolean urgent) {
        StepState before = this.looked;
        boolean due = urgent || before == null || isPast(before, state) || differs(before, state);
        if (due) {
            this.looked = state;
        }
        return due;
    }

    private static boolean isPast(StepState before, StepState now) {
        long ttl = now.settings().ttlNanos();
        long period =
                now.isCalm()
                        ? Math.min(CALM_PERIOD_NANOS, ttl / CALM_LOOKS_PER_TTL)
                        : Math.min(PERIOD_NANOS, ttl / LOOKS_PER_TTL);
        // Half a step early is nearer than half a step late.
        long earliest = period - now.settings().stepNanos() / 2;
        return now.beat().atNanos() - before.beat().atNanos() >= earliest;
    }

    private static boolean differs(StepState before, StepState now) {
        BeatState then = before.beat();
        BeatState beat = now.beat();
        return now.changes() != before.changes()
                || now.state() != before.state()
                || beat.jumps() != then.jumps()
                || beat.settled() != then.settled()
                || (beat.disputed() > 0) != (then.disputed() > 0)
                || isAgreed(beat) != isAgreed(then);
    }

    private static boolean isAgreed(BeatState beat) {
        return beat.agreedList(beat.number()) != null;
    }
}
