package org.chorusmesh.schedule;

import java.time.Instant;
import org.chorusmesh.beat.BeatReport;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.TriggerContext;

/**
 * Runs a task of any {@link org.springframework.scheduling.TaskScheduler} once in a cycle of beats,
 * at the start of this node's turn. One trigger belongs to one task.
 *
 * <p>The trigger is best effort: it spreads runs, but does not prevent that two overlap. It plans
 * the next turn when a run has ended, from the members that are agreed on then or, without
 * agreement, as {@link Spread#STABLE}. It does not check the plan at the instant itself, and a node
 * that has not joined yet plans its first run by a number of its own. If two nodes must not act at
 * the same time, use {@link OnTurn}.
 */
public final class TurnTrigger implements Trigger {

    private final Beats beats;
    private final long every;
    private long planned = -1;

    private TurnTrigger(Beats beats, long every) {
        this.beats = beats;
        this.every = every;
    }

    /**
     * Triggers once in a cycle.
     *
     * @param every 1 … 2^47 − 1
     * @param beats the beats to follow
     */
    public static TurnTrigger every(long every, Beats beats) {
        if (every < 1 || every > BeatReport.MAX_NUMBER) {
            throw new IllegalArgumentException(
                    "every must be 1 to %d, and is %d".formatted(BeatReport.MAX_NUMBER, every));
        }
        return new TurnTrigger(beats, every);
    }

    @Override
    public synchronized Instant nextExecution(TriggerContext context) {
        BeatPosition now = this.beats.now();
        double place = this.beats.turnPlace() * this.every;
        long cycle = now.number() - now.number() % this.every;
        boolean over = now.number() - cycle + now.phase() >= place;
        long next = over ? cycle + this.every : cycle;
        // What is planned further ahead is of a number that the node has given up since.
        if (this.planned >= next && this.planned - next <= this.every) {
            next = this.planned + this.every;
        }
        // The number of a node that has not joined yet is not that of the mesh.
        if (this.beats.isRunning()) {
            this.planned = next;
        }
        return this.beats.plan(next, place);
    }
}
