package org.chorusmesh.schedule;

import java.time.Instant;
import org.chorusmesh.beat.BeatReport;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.TriggerContext;

/**
 * Runs a task of any {@link org.springframework.scheduling.TaskScheduler} on beats, on every node.
 * One trigger belongs to one task.
 *
 * <p>The trigger is best effort: it computes the next instant by the wall clock when a run has
 * ended, and does not follow later changes of the rate. Beats during a run are skipped. A node that
 * has not joined yet plans its first run by a number of its own, so that run comes at any beat. To
 * get the number of a beat, or to run on one member only, use {@link OnBeat}.
 */
public final class BeatTrigger implements Trigger {

    private final Beats beats;
    private final BeatRule rule;
    private long planned = -1;

    private BeatTrigger(Beats beats, BeatRule rule) {
        this.beats = beats;
        this.rule = rule;
    }

    /**
     * Triggers on the beats whose number is a multiple of {@code every}.
     *
     * @param every 1 … 2^47 − 1
     * @param beats the beats to follow
     */
    public static BeatTrigger every(long every, Beats beats) {
        if (every < 1 || every > BeatReport.MAX_NUMBER) {
            throw new IllegalArgumentException(
                    "every must be 1 to %d, and is %d".formatted(BeatReport.MAX_NUMBER, every));
        }
        return new BeatTrigger(beats, new BeatRule(every, 0, By.ALL));
    }

    /**
     * Returns a trigger for other beats of the cycle.
     *
     * @param offset the number modulo {@code every}, 0 … every − 1
     */
    public BeatTrigger offset(long offset) {
        if (offset < 0 || offset >= this.rule.every()) {
            throw new IllegalArgumentException(
                    "offset must be 0 to %d, and is %d".formatted(this.rule.every() - 1, offset));
        }
        return new BeatTrigger(this.beats, new BeatRule(this.rule.every(), offset, By.ALL));
    }

    @Override
    public synchronized Instant nextExecution(TriggerContext context) {
        long number = this.beats.now().number();
        // What is planned further ahead is of a number that the node has given up since.
        boolean counts = this.planned - number <= 2 * this.rule.every();
        long next = this.rule.next((counts ? Math.max(this.planned, number) : number) + 1);
        // The number of a node that has not joined yet is not that of the mesh.
        if (this.beats.isRunning()) {
            this.planned = next;
        }
        return this.beats.plan(next, 0);
    }
}
