package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.overlay.Overlay;
import org.jspecify.annotations.Nullable;

/**
 * Whether nodes take part in beats and members, and the jobs that run on beats.
 *
 * @param on whether nodes take part; else they take part in the phase only
 * @param holdNanos how long an absent id keeps its slot
 * @param expected the greatest number of ids that can be up together; 0 for no majority guard
 * @param radius number of links over which all nodes must have the same list; null if the scenario
 *     does not state it
 * @param firstNumbers the number that each machine's wall clock gives at the start; empty if the
 *     time of the clock and the frequency give it
 * @param jobs the jobs that run on beats
 */
public record Beats(
        boolean on,
        long holdNanos,
        int expected,
        @Nullable Integer radius,
        List<Long> firstNumbers,
        List<Job> jobs) {

    /** The largest mesh that takes part by default, nodes. */
    public static final int MAX_DEFAULT_NODES = 64;

    /** Beats with the default rules and no jobs. */
    public static final Beats DEFAULT = new Beats(true, 0, 0, null, List.of(), List.of());

    /** No beats: nodes take part in the phase only. */
    public static final Beats OFF = new Beats(false, 0, 0, null, List.of(), List.of());

    /** Which nodes do a job. */
    public enum By {

        /** One node, in rotation. */
        ONE,

        /** All nodes. */
        ALL,

        /** All nodes, in turn. */
        TURN
    }

    /**
     * A job that runs on beats.
     *
     * @param every beats from one act to the next, or in a cycle of turns, ≥ 1
     * @param offset the beat among these at which it is due, less than {@code every}; 0 for turns
     * @param by which nodes do it
     */
    public record Job(long every, long offset, By by) {

        /** Its name in plots. */
        public String title() {
            return switch (this.by) {
                case ONE -> "one node, every " + this.every;
                case ALL -> "all nodes, every " + this.every;
                case TURN -> "turns in cycles of " + this.every;
            };
        }

        /** Whether it is due at a beat. */
        public boolean isDueAt(long number) {
            return number % this.every == this.offset;
        }
    }

    /** The rules of agreement; null if nodes take part in the phase only. */
    public @Nullable MemberRules rules(Topology topology) {
        return this.on
                ? new MemberRules(
                        this.holdNanos,
                        this.expected,
                        (topology instanceof Topology.Overlay overlay)
                                ? overlay.degree()
                                : Overlay.FULL,
                        (this.radius != null) ? this.radius : 0)
                : null;
    }

    /**
     * Whether owners and turns can be checked: the mesh is full or an overlay, or the scenario
     * states the radius.
     */
    public boolean isJudged(Topology topology) {
        return this.on
                && (this.radius != null
                        || topology instanceof Topology.Full
                        || topology instanceof Topology.Overlay);
    }
}
