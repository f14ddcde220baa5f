package org.chorusmesh.simulation.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Distribution;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Frequencies;
import org.chorusmesh.simulation.scenario.InitialPhases;
import org.chorusmesh.simulation.scenario.LinkModel;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;

/**
 * Draws scenarios in which the members of a small mesh change all the time: crashes, restarts,
 * goodbyes, pauses, cut and one-way links, merges of strangers, drifting nodes and forged numbers,
 * with up to 30 % loss and 100 ms delay.
 */
public final class RandomMembership {

    private static final long SECOND = 1_000_000_000L;

    private static final long MILLI = 1_000_000L;

    private static final int MOST_EVENTS = 16;

    private static final double CALM_SECONDS = 8;

    private static final Set<Feature> CHANGES =
            EnumSet.of(
                    Feature.CRASH,
                    Feature.LEAVE,
                    Feature.RESTART,
                    Feature.STORM,
                    Feature.PAUSE,
                    Feature.PARTITION,
                    Feature.CLOG,
                    Feature.MASS_CRASH,
                    Feature.SUSPEND,
                    Feature.CLOCK_STEP,
                    Feature.KICK,
                    Feature.DUPLICATE_ID);

    /** The common changes, each in half of the scenarios. */
    private static final Set<Feature> USUAL = EnumSet.range(Feature.CRASH, Feature.CLOG);

    private final Chance chance;
    private final int nodes;

    private RandomMembership(long seed) {
        this.chance = new Chance(seed ^ 0x61C8864680B583EBL);
        this.nodes = 3 + this.chance.below(6);
    }

    /** The scenario of a seed. */
    public static Scenario of(long seed) {
        return new RandomMembership(seed).make(seed);
    }

    private Scenario make(long seed) {
        // A quarter turn must be longer than a round trip.
        long mostDelay = (long) (this.chance.nextDouble() * this.chance.nextDouble() * 100 * MILLI);
        double hertz = Math.min(this.chance.between(0.5, 4), 0.8 / (8 * mostDelay * 1e-9 + 0.08));
        Settings settings = settings();
        Topology topology =
                this.chance.happens(0.9) || this.nodes < 5
                        ? new Topology.Full()
                        : new Topology.Ring(2 + 2 * this.chance.below((this.nodes - 1) / 4));
        RandomBeats beats = new RandomBeats(this.chance, this.nodes);
        List<Integer> late =
                IntStream.range(1, this.nodes)
                        .filter((node) -> this.chance.happens(0.1))
                        .boxed()
                        .toList();
        List<Event> events = events(settings, late);
        double last = 0;
        for (Event event : events) {
            last = Math.max(last, event.endNanos() * 1e-9);
        }
        boolean detuned = this.chance.happens(0.3);
        return new Scenario(
                "members-" + seed,
                "",
                seed,
                this.nodes,
                (long) ((last + CALM_SECONDS + 6 * settings.ttlNanos() * 1e-9) * SECOND),
                100 * MILLI,
                settings,
                detuned
                        ? new Frequencies.Distributed(
                                Frequencies.Shape.UNIFORM,
                                2 * Math.PI * hertz,
                                this.chance.between(0, 0.5),
                                false)
                        : new Frequencies.Equal(
                                (this.chance.happens(0.1) ? -1 : 1) * 2 * Math.PI * hertz),
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
        long step = (this.chance.happens(0.5) ? 25 : 50) * MILLI;
        long gossip = (this.chance.happens(0.7) ? 50 : 100) * MILLI;
        double ttl = this.chance.happens(0.5) ? 1 : this.chance.between(1, 2.5);
        return Settings.defaults()
                .with(Setting.COUPLING, this.chance.happens(0.6) ? 2.5 : this.chance.between(1, 6))
                .with(Setting.STEP, step)
                .with(Setting.GOSSIP_PERIOD, gossip)
                .with(Setting.TTL, (long) (ttl * SECOND));
    }

    private LinkModel network(long mostDelay) {
        long least = (long) (this.chance.nextDouble() * mostDelay);
        return new LinkModel(
                this.chance.happens(0.6) ? this.chance.between(0, 0.3) : 0,
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
        for (Feature feature : CHANGES) {
            if (this.chance.happens(USUAL.contains(feature) ? 0.5 : 0.1)) {
                kinds.add(feature);
            }
        }
        List<Event> events =
                new ArrayList<>(
                        new RandomEvents(this.chance, kinds, this.nodes, settings, MOST_EVENTS)
                                .make(late));
        if (this.chance.happens(0.2)) {
            events.add(strangers());
        }
        if (this.chance.happens(0.15)) {
            events.add(drifter());
        }
        if (this.chance.happens(0.15)) {
            events.add(poisonedNumber());
        }
        events.sort(Comparator.comparingLong(Event::atNanos));
        return List.copyOf(events);
    }

    /** A partition from the start: two meshes that meet later. */
    private Event strangers() {
        List<Integer> some =
                IntStream.range(0, this.nodes)
                        .filter((node) -> this.chance.happens(0.4))
                        .boxed()
                        .toList();
        return new Event.Partition(
                0,
                List.of(some.isEmpty() ? List.of(0) : some),
                (long) (this.chance.between(3, 15) * SECOND),
                false);
    }

    /**
     * A change of settings after which a node is coupled weakly or not at all, or has another
     * frequency.
     */
    private Event drifter() {
        return new Event.Settings(
                (long) (this.chance.between(0, 10) * SECOND),
                Event.Targets.of(List.of(this.chance.below(this.nodes))),
                this.chance.happens(0.5)
                        ? SettingsChange.of(Setting.COUPLING, this.chance.happens(0.5) ? 0.0 : 0.5)
                        : SettingsChange.of(Setting.FREQUENCY, this.chance.between(-2, 3)));
    }

    private Event poisonedNumber() {
        return new Event.Poison(
                (long) (this.chance.between(2, 30) * SECOND),
                Event.Forgery.NUMBER,
                this.chance.below(this.nodes),
                this.chance.happens(0.5)
                        ? Event.Targets.ALL
                        : Event.Targets.of(List.of(this.chance.below(this.nodes))),
                1 + this.chance.below(60),
                (20 + this.chance.below(80)) * MILLI);
    }
}
