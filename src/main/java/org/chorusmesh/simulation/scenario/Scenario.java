package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * One experiment, as a scenario file describes it.
 *
 * @param name a word for files and titles
 * @param about what it shows
 * @param seed the only source of chance
 * @param nodes how many, 2 … 1 000 000
 * @param durationNanos of virtual time
 * @param sampleNanos how often the mesh is looked at
 * @param settings of every node, the frequency apart
 * @param frequencies natural frequencies
 * @param phases initial phases
 * @param align whether nodes join by aligning; else freely
 * @param filled whether all have heard and answered all at the start
 * @param stagger whether steps and reports of different nodes fall anywhere; else all at once
 * @param late nodes that are not there at the start, since an event starts them
 * @param topology who hears whom
 * @param network what links do to frames
 * @param links exceptions from that
 * @param clocks monotonic clocks
 * @param speeds nodes with a step and a period of their own
 * @param beats who takes part in beats and members, and what is done by them
 * @param without names of remedies left out of the main run
 * @param compare names of remedies left out of one further run each, drawn into the same plot
 * @param events in order of time
 * @param expect what must come out
 */
public record Scenario(
        String name,
        String about,
        long seed,
        int nodes,
        long durationNanos,
        long sampleNanos,
        Settings settings,
        Frequencies frequencies,
        InitialPhases phases,
        boolean align,
        boolean filled,
        boolean stagger,
        List<Integer> late,
        Topology topology,
        LinkModel network,
        List<LinkException> links,
        Clocks clocks,
        List<Speed> speeds,
        Beats beats,
        List<Remedy> without,
        List<Remedy> compare,
        List<Event> events,
        Expectation expect) {

    /** Phases are kept of meshes of up to this many nodes. */
    public static final int MAX_DETAILED = 1000;

    /** What holds unless a file says something else; it has to say how many nodes and how long. */
    static final Scenario USUAL =
            new Scenario(
                    "scenario",
                    "",
                    1,
                    1_000_000,
                    86_400_000_000_000L,
                    0,
                    Settings.defaults(),
                    new Frequencies.Equal(2 * Math.PI),
                    new InitialPhases.Random(),
                    false,
                    false,
                    true,
                    List.of(),
                    new Topology.Full(),
                    LinkModel.DEFAULT,
                    List.of(),
                    new Clocks(0, true, 0),
                    List.of(),
                    Beats.USUAL,
                    List.of(),
                    List.of(),
                    List.of(),
                    Expectation.NONE);

    /**
     * Links that differ.
     *
     * @param from where frames come from; empty for anywhere
     * @param to where they go; empty for anywhere
     */
    public record LinkException(List<Integer> from, List<Integer> to, LinkModel model) {}

    /**
     * Clocks; monotonic ones unless it says wall clock.
     *
     * @param driftPpm each drifts by anything up to this, parts per million, either way
     * @param randomOrigins whether each counts from an origin of its own; else all from 0
     * @param wallSpreadNanos how far wall clocks are apart at most
     */
    public record Clocks(double driftPpm, boolean randomOrigins, long wallSpreadNanos) {}

    /** Nodes of another speed. */
    public record Speed(List<Integer> nodes, long stepNanos, long gossipPeriodNanos) {}

    /**
     * What must come out, beside the invariants.
     *
     * @param leastR of the end; null for anything
     * @param mostR of the end; null for anything
     * @param settledWithinNanos of the start; null for any time
     * @param mostDisplacement after any event, of nodes that it did not hit, radians; null for
     *     anything
     */
    public record Expectation(
            @Nullable Double leastR,
            @Nullable Double mostR,
            @Nullable Long settledWithinNanos,
            @Nullable Double mostDisplacement) {

        /** Anything. */
        public static final Expectation NONE = new Expectation(null, null, null, null);
    }

    /** What the link from one node to another does; of several exceptions the last holds. */
    public LinkModel link(int from, int to) {
        LinkModel found = this.network;
        for (LinkException exception : this.links) {
            if ((exception.from().isEmpty() || exception.from().contains(from))
                    && (exception.to().isEmpty() || exception.to().contains(to))) {
                found = exception.model();
            }
        }
        return found;
    }

    /** The same with other remedies out, and no comparison. */
    public Scenario leavingOut(List<Remedy> remedies) {
        return with(this.seed, this.beats, remedies, List.of());
    }

    /** The same with another seed. */
    public Scenario seeded(long newSeed) {
        return with(newSeed, this.beats, this.without, List.of());
    }

    /** The same with other comparisons. */
    public Scenario comparing(List<Remedy> remedies) {
        return with(this.seed, this.beats, this.without, remedies);
    }

    /** The same with other beats. */
    public Scenario with(Beats other) {
        return with(this.seed, other, this.without, this.compare);
    }

    private Scenario with(
            long newSeed, Beats newBeats, List<Remedy> leftOut, List<Remedy> compared) {
        return new Scenario(
                this.name,
                this.about,
                newSeed,
                this.nodes,
                this.durationNanos,
                this.sampleNanos,
                this.settings,
                this.frequencies,
                this.phases,
                this.align,
                this.filled,
                this.stagger,
                this.late,
                this.topology,
                this.network,
                this.links,
                this.clocks,
                this.speeds,
                newBeats,
                leftOut,
                compared,
                this.events,
                this.expect);
    }
}
