package org.chorusmesh.simulation.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Distribution;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Frequencies;
import org.chorusmesh.simulation.scenario.InitialPhases;
import org.chorusmesh.simulation.scenario.LinkModel;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;

/**
 * Draws scenarios on an overlay that the nodes find: degrees of 4 to 16, discovery at once or every
 * few seconds, meshes around and above the size at which the overlay takes the place of the full
 * mesh, and members that come and go one by one, many at once, or all the time.
 */
final class RandomOverlay {

    private static final long SECOND = 1_000_000_000L;

    private static final long MILLI = 1_000_000L;

    private static final int MOST_EVENTS = 8;

    private static final double CALM_SECONDS = 6;

    /** From so many addresses above the degree on, a node dials its neighbours only. */
    private static final int MARGIN = 8;

    /** Small degrees, since the mesh around each is small too and has the longer ways. */
    private static final int[] DEGREES = {4, 4, 4, 6, 6, 8, 10, 12, 16};

    private static final Set<Feature> USUAL =
            EnumSet.of(
                    Feature.CRASH,
                    Feature.LEAVE,
                    Feature.RESTART,
                    Feature.STORM,
                    Feature.PAUSE,
                    Feature.PARTITION);

    private static final Set<Feature> RARE =
            EnumSet.of(
                    Feature.MASS_CRASH,
                    Feature.SUSPEND,
                    Feature.CLOCK_STEP,
                    Feature.KICK,
                    Feature.DUPLICATE_ID,
                    Feature.POISON);

    private final Chance chance;
    private final int degree;
    private final int nodes;

    private RandomOverlay(long seed) {
        this.chance = new Chance(seed ^ 0x3C79AC492BA7B653L);
        this.degree = DEGREES[this.chance.below(DEGREES.length)];
        // Some cross the margin in both directions.
        this.nodes =
                this.degree
                        + (this.chance.happens(0.25)
                                ? 2 + this.chance.below(MARGIN)
                                : MARGIN + this.chance.below(13));
    }

    /** The scenario of a seed. */
    static Scenario of(long seed) {
        return new RandomOverlay(seed).make(seed);
    }

    private Scenario make(long seed) {
        long mostDelay = (long) (this.chance.nextDouble() * this.chance.nextDouble() * 60 * MILLI);
        // A quarter turn must be longer than a round trip.
        double hertz = Math.min(this.chance.between(0.5, 4), 0.8 / (8 * mostDelay * 1e-9 + 0.08));
        Settings settings = settings();
        Topology.Overlay topology =
                new Topology.Overlay(
                        this.degree,
                        this.chance.happens(0.2)
                                ? 0
                                : (long) (this.chance.between(0.5, 5) * SECOND));
        RandomBeats beats = new RandomBeats(this.chance, this.nodes);
        double lateShare = this.chance.happens(0.3) ? this.chance.between(0, 0.6) : 0;
        List<Integer> late =
                IntStream.range(1, this.nodes)
                        .filter((node) -> this.chance.happens(lateShare))
                        .boxed()
                        .toList();
        List<Event> events = events(settings, late);
        double last = 0;
        for (Event event : events) {
            last = Math.max(last, event.endNanos() * 1e-9);
        }
        double calm =
                CALM_SECONDS + 6 * settings.ttlNanos() * 1e-9 + topology.discoveryNanos() * 1e-9;
        return new Scenario(
                "overlays-" + seed,
                "",
                seed,
                this.nodes,
                (long) ((last + calm) * SECOND),
                100 * MILLI,
                settings,
                this.chance.happens(0.3)
                        ? new Frequencies.Distributed(
                                Frequencies.Shape.UNIFORM,
                                2 * Math.PI * hertz,
                                this.chance.between(0, 0.3),
                                false)
                        : new Frequencies.Equal(2 * Math.PI * hertz),
                this.chance.happens(0.5)
                        ? new InitialPhases.Random()
                        : new InitialPhases.Order(this.chance.nextDouble()),
                this.chance.happens(0.7),
                false,
                RandomScenario.pace(seed),
                true,
                late,
                topology,
                network(mostDelay),
                List.of(),
                new Scenario.Clocks(
                        this.chance.happens(0.3) ? this.chance.between(1, 100) : 0,
                        true,
                        beats.wallSpreadNanos()),
                List.of(),
                beats.make(topology),
                List.of(),
                List.of(),
                events,
                Scenario.Expectation.NONE);
    }

    private Settings settings() {
        double ttl = this.chance.happens(0.5) ? 1 : this.chance.between(1, 2.5);
        return Settings.defaults()
                .with(Setting.COUPLING, this.chance.happens(0.6) ? 2.5 : this.chance.between(1, 6))
                .with(Setting.STEP, 50 * MILLI)
                .with(Setting.GOSSIP_PERIOD, (this.chance.happens(0.7) ? 50 : 100) * MILLI)
                .with(Setting.TTL, (long) (ttl * SECOND));
    }

    private LinkModel network(long mostDelay) {
        long least = (long) (this.chance.nextDouble() * mostDelay);
        return new LinkModel(
                this.chance.happens(0.5) ? this.chance.between(0, 0.3) : 0,
                new Distribution.Constant(least),
                (mostDelay > least)
                        ? new Distribution.Uniform(0, mostDelay - least)
                        : Distribution.NONE,
                this.chance.happens(0.7),
                0,
                Distribution.NONE,
                this.chance.happens(0.2) ? this.chance.between(0, 0.3) : 0,
                0,
                Distribution.NONE,
                0);
    }

    private List<Event> events(Settings settings, List<Integer> late) {
        Set<Feature> kinds = EnumSet.noneOf(Feature.class);
        USUAL.forEach((kind) -> addTo(kinds, kind, 0.4));
        RARE.forEach((kind) -> addTo(kinds, kind, 0.07));
        List<Event> events =
                new ArrayList<>(
                        new RandomEvents(this.chance, kinds, this.nodes, settings, MOST_EVENTS)
                                .make(late));
        if (this.chance.happens(0.6)) {
            events.add(churn());
        }
        if (this.chance.happens(0.3)) {
            events.add(oneWay());
        }
        if (this.chance.happens(0.15)) {
            events.add(strangers());
        }
        events.sort(Comparator.comparingLong(Event::atNanos));
        return List.copyOf(events);
    }

    private void addTo(Set<Feature> kinds, Feature kind, double probability) {
        if (this.chance.happens(probability)) {
            kinds.add(kind);
        }
    }

    private Event churn() {
        return new Event.Churn(
                (long) (this.chance.between(0, 15) * SECOND),
                this.chance.between(0.05, 0.5) * (this.chance.happens(0.3) ? 6 : 1),
                this.chance.nextDouble(),
                (long) (this.chance.between(5, 25) * SECOND));
    }

    /** A node that hears nothing of the others, or that none of them hears. */
    private Event oneWay() {
        int node = this.chance.below(this.nodes);
        boolean deaf = this.chance.happens(0.5);
        List<List<Integer>> links =
                IntStream.range(0, this.nodes)
                        .filter((other) -> other != node)
                        .mapToObj((other) -> deaf ? List.of(other, node) : List.of(node, other))
                        .toList();
        return new Event.Clog(
                (long) (this.chance.between(2, 20) * SECOND),
                links,
                (long) (this.chance.between(0.3, 8) * SECOND),
                this.chance.happens(0.5));
    }

    /** A partition from the start: two meshes that meet later. */
    private Event strangers() {
        return new Event.Partition(
                0,
                List.of(
                        IntStream.rangeClosed(0, this.chance.below(this.nodes - 1))
                                .boxed()
                                .toList()),
                (long) (this.chance.between(3, 12) * SECOND),
                false);
    }
}
