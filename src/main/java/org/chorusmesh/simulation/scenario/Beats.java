package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.members.MemberRules;
import org.jspecify.annotations.Nullable;

/**
 * Whether nodes take part in beats and members, and what they do by them.
 *
 * @param on whether they do; else they take part in the phase only
 * @param holdNanos how long an absent id keeps its slot
 * @param expected the greatest number of ids that can be up together; 0 for no guard
 * @param radius over how many links a list must be known to be the same; null where a scenario does
 *     not say
 * @param firstNumbers the number that each machine's wall clock gives at the start; empty where its
 *     time and frequency give it
 * @param jobs what is done by the beat
 */
public record Beats(
        boolean on,
        long holdNanos,
        int expected,
        @Nullable Integer radius,
        List<Long> firstNumbers,
        List<Job> jobs) {

    /** The largest mesh that takes part unless its scenario says otherwise. */
    public static final int MAX_USUAL_NODES = 64;

    /** Beats by the usual rules, and nothing to do. */
    public static final Beats USUAL = new Beats(true, 0, 0, null, List.of(), List.of());

    /** Nodes that take part in the phase only. */
    public static final Beats OFF = new Beats(false, 0, 0, null, List.of(), List.of());

    /** Who does a job. */
    public enum By {

        /** One of all, in rotation. */
        ONE,

        /** Everybody. */
        ALL,

        /** Everybody in turn. */
        TURN
    }

    /**
     * Something to do by the beat.
     *
     * @param every how many beats lie between two acts, or make up a cycle of turns, ≥ 1
     * @param offset at which of these beats, below {@code every}; 0 for turns
     * @param by who does it
     */
    public record Job(long every, long offset, By by) {

        /** What it is called in plots. */
        public String title() {
            return switch (this.by) {
                case ONE -> "one of all, every " + this.every;
                case ALL -> "everybody, every " + this.every;
                case TURN -> "turns in cycles of " + this.every;
            };
        }

        /** Whether it is to be done at a beat. */
        public boolean isDueAt(long number) {
            return number % this.every == this.offset;
        }
    }

    /** How members agree; null where nodes take part in the phase only. */
    public @Nullable MemberRules rules() {
        return this.on
                ? new MemberRules(
                        this.holdNanos,
                        this.expected,
                        (this.radius != null) ? this.radius : MemberRules.DEFAULT.radius())
                : null;
    }

    /** Whether owners and turns can be judged: the radius is known to suit the topology. */
    public boolean isJudged(Topology topology) {
        return this.on && (this.radius != null || topology instanceof Topology.Full);
    }
}
