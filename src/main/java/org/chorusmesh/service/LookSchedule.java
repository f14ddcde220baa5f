package org.chorusmesh.service;

import org.chorusmesh.beat.BeatState;
import org.chorusmesh.node.StepState;
import org.jspecify.annotations.Nullable;

/**
 * Decides after which steps the chronicle looks at the node and its peers: ten times a second, and
 * at once where something has changed that could change back before the next look.
 */
final class LookSchedule {

    /** The usual time from one look to the next; less where the TTL is short. */
    static final long PERIOD_NANOS = 100_000_000L;

    private static final int LOOKS_PER_TTL = 16;

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
        long period = Math.min(PERIOD_NANOS, now.settings().ttlNanos() / LOOKS_PER_TTL);
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
