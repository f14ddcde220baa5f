package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * One experiment, as a scenario file describes it.
 *
 * @param name name for files and titles
 * @param about what the scenario shows
 * @param seed the only source of chance
 * @param nodes number of nodes, 2 … 1 000 000
 * @param durationNanos length of the run in virtual time
 * @param sampleNanos time between two samples of the mesh
 * @param settings settings of every node, except for the frequency
 * @param frequencies natural frequencies
 * @param phases initial phases
 * @param align whether nodes join by aligning; else freely
 * @param filled whether every node has heard and answered its neighbours at the start
 * @param pace how often nodes report
 * @param stagger whether the steps of different nodes fall at different instants; else all at the
 *     same
 * @param late nodes that are down until an event starts them
 * @param topology which nodes hear each other
 * @param network model of the links
 * @param links links with other models
 * @param clocks properties of the clocks
 * @param speeds nodes with a different step and gossip period
 * @param beats whether nodes take part in beats, and their jobs
 * @param without remedies that the main run leaves out
 * @param compare remedies that further runs leave out, one each, drawn into the same plots
 * @param events events in order of time
 * @param expect expectations of the result
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
        Pace pace,
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

    /** The trace of a run holds every phase in meshes of up to this many nodes. */
    public static final int MAX_DETAILED = 1000;

    /** The defaults of a scenario file. It must state the number of nodes and the duration. */
    static final Scenario DEFAULTS =
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
                    Pace.ADAPTIVE,
                    true,
                    List.of(),
                    new Topology.Full(),
                    LinkModel.DEFAULT,
                    List.of(),
                    new Clocks(0, true, 0),
                    List.of(),
                    Beats.DEFAULT,
                    List.of(),
                    List.of(),
                    List.of(),
                    Expectation.NONE);

    /**
     * Links with another model.
     *
     * @param from the senders; empty for all nodes
     * @param to the receivers; empty for all nodes
     * @param model the model of these links
     */
    public record LinkException(List<Integer> from, List<Integer> to, LinkModel model) {}

    /**
     * The clocks of the machines.
     *
     * @param driftPpm largest drift of a monotonic clock either way, parts per million; the drift
     *     of each is drawn
     * @param randomOrigins whether each monotonic clock has a random origin; else all start at 0
     * @param wallSpreadNanos largest difference between two wall clocks
     */
    public record Clocks(double driftPpm, boolean randomOrigins, long wallSpreadNanos) {}

    /** Nodes with a different step and gossip period. */
    public record Speed(List<Integer> nodes, long stepNanos, long gossipPeriodNanos) {}

    /**
     * Expectations of the result, beside the invariants. Null stands for no expectation.
     *
     * @param leastR least order parameter at the end
     * @param mostR greatest order parameter at the end
     * @param settledWithinNanos latest settle time, from the start
     * @param mostDisplacement largest displacement after any event, radians
     */
    public record Expectation(
            @Nullable Double leastR,
            @Nullable Double mostR,
            @Nullable Long settledWithinNanos,
            @Nullable Double mostDisplacement) {

        /** No expectations. */
        public static final Expectation NONE = new Expectation(null, null, null, null);
    }

    /** The model of the link from one node to another. The last exception that fits wins. */
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

    /** The same scenario without some remedies, and without comparisons. */
    public Scenario leavingOut(List<Remedy> remedies) {
        return with(this.seed, this.beats, remedies, List.of());
    }

    /** The same scenario with another seed, and without comparisons. */
    public Scenario seeded(long newSeed) {
        return with(newSeed, this.beats, this.without, List.of());
    }

    /** The same scenario with other comparisons. */
    public Scenario comparing(List<Remedy> remedies) {
        return with(this.seed, this.beats, this.without, remedies);
    }

    /** The same scenario with other beats. */
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
                this.pace,
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
