package org.chorusmesh.schedule;

import java.time.Instant;
import org.chorusmesh.beat.BeatReport;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.TriggerContext;

/**
 * Runs a task of any {@link org.springframework.scheduling.TaskScheduler} once in a cycle of beats,
 * at the beginning of this node's turn. One trigger belongs to one task.
 *
 * <p>Best effort: it spreads runs, and keeps none apart from another. The turn is planned by the
 * members that are agreed on when the run before has ended, or as {@link Spread#STABLE} is where
 * there is no agreement; nobody asks again at the instant. Where two must not act at once, use
 * {@link OnTurn}.
 */
public final class TurnTrigger implements Trigger {

    private final Beats beats;
    private final long every;
    private long planned;

    private TurnTrigger(Beats beats, long every) {
        this.beats = beats;
        this.every = every;
        this.planned = -every;
    }

    /**
     * Triggers once in so many beats.
     *
     * @param every 1 … 2^47 − 1
     * @param beats of the node whose turns it follows
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
        this.planned = Math.max(over ? cycle + this.every : cycle, this.planned + this.every);
        return this.beats.plan(this.planned, place);
    }
}
