package org.chorusmesh.node;

import org.chorusmesh.beat.BeatState;
import org.chorusmesh.settings.Settings;

/**
 * What every step shows of a node; immutable. It says nothing of single peers, so that it costs the
 * same however many there are.
 *
 * @param state its state
 * @param settings settings in force
 * @param beat its beats and members. The ages of members are those of the last {@linkplain
 *     Node#snapshot snapshot} or of the last change of a member, whichever is later
 * @param wakingNanos the time from the start without the node's own stalls, in which the silence of
 *     peers is measured, nanoseconds
 * @param changes a counter that increases whenever a peer comes, goes or restarts, or a setting or
 *     an override changes
 * @param untilNextNanos as {@link StepResult#untilNextNanos}
 * @param callBelowNanos as {@link StepResult#callBelowNanos}
 */
public record StepState(
        NodeState state,
        Settings settings,
        BeatState beat,
        long wakingNanos,
        long changes,
        long untilNextNanos,
        long callBelowNanos) {

    /** Whether nothing disturbs the node, so that it steps and reports less often. */
    public boolean isCalm() {
        return this.callBelowNanos > 0;
    }
}
