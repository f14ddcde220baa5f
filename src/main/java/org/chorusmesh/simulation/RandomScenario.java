package org.chorusmesh.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chorusmesh.node.Settings;

/**
 * Makes a scenario of a seed: a small full mesh, mostly, in a network that is bad in some ways and
 * hit by some events, with time at the end to settle in.
 */
final class RandomScenario {

    private static final long SECOND = 1_000_000_000L;

    private static final long MILLI = 1_000_000L;

    private static final double FIRST_EVENT_SECONDS = 4;

    private static final double CALM_SECONDS = 14;

    private final Chance chance;
    private final int nodes;

    private RandomScenario(long seed) {
        // Far from the run's own draws, which come from the seed itself.
        this.chance = new Chance(seed ^ 0x5DEECE66DL);
        this.nodes = 2 + this.chance.below(5);
    }

    /** The scenario of a seed. */
    static Scenario of(long seed) {
        return new RandomScenario(seed).make(seed);
    }

    private Scenario make(long seed) {
        List<Event> events = new ArrayList<>();
        double seconds = FIRST_EVENT_SECONDS;
        int count = this.chance.below(4);
        for (int i = 0; i < count; i++) {
            events.add(event((long) (seconds * SECOND)));
            seconds = Math.max(seconds, last(events)) + this.chance.between(0, 3);
        }
        events.addAll(restarts(events));
        events.sort(Comparator.comparingLong(Event::atNanos));
        long end = (long) (Math.max(seconds, last(events)) * SECOND);
        long step = (this.chance.happens(0.5) ? 10 : 20) * MILLI;
        long gossip = (this.chance.happens(0.5) ? 50 : 100) * MILLI;
        Settings settings =
                new Settings(this.chance.happens(0.3) ? 4 : 2.5, 1, 0, 0, step, gossip, 2 * SECOND);
        return new Scenario(
                "swarm-" + seed,
                "",
                seed,
                this.nodes,
                end + (long) (CALM_SECONDS * SECOND),
                50 * MILLI,
                settings,
                frequencies(),
                new InitialPhases.Random(),
                this.chance.happens(0.5),
                false,
                true,
                List.of(),
                this.chance.happens(0.85) ? new Topology.Full() : new Topology.Ring(2),
                network(),
                List.of(),
                new Scenario.Clocks(this.chance.happens(0.3) ? 50 : 0, true),
                List.of(),
                List.of(),
                List.of(),
                events,
                Scenario.Expectation.NONE);
    }

    private static double last(List<Event> events) {
        return events.stream().mapToLong(Event::endNanos).max().orElse(0) * 1e-9;
    }

    private Frequencies frequencies() {
        return this.chance.happens(0.6)
                ? new Frequencies.Equal(2 * Math.PI)
                : new Frequencies.Distributed(Frequencies.Shape.UNIFORM, 2 * Math.PI, 0.5, false);
    }

    private LinkModel network() {
        long least = this.chance.below(20) * MILLI / 4;
        Distribution jitter =
                switch (this.chance.below(4)) {
                    case 0 -> new Distribution.Uniform(0, 10 * MILLI);
                    case 1 -> new Distribution.Exponential(0, 2 * MILLI);
                    default -> Distribution.NONE;
                };
        return new LinkModel(
                this.chance.happens(0.4) ? this.chance.between(0, 0.5) : 0,
                new Distribution.Constant(least),
                jitter,
                this.chance.happens(0.7),
                this.chance.happens(0.3) ? 0.1 : 0,
                new Distribution.Uniform(10 * MILLI, 300 * MILLI),
                this.chance.happens(0.3) ? 0.1 : 0,
                this.chance.happens(0.2) ? 0.005 : 0,
                new Distribution.Uniform(100 * MILLI, 500 * MILLI),
                0);
    }

    private Event event(long at) {
        long length = (long) (this.chance.between(0.2, 5) * SECOND);
        Event.Targets one = new Event.Targets(List.of(this.chance.below(this.nodes)), 0);
        return switch (this.chance.below(13)) {
            case 0 -> new Event.Crash(at, one);
            case 1 -> new Event.Crash(at, new Event.Targets(List.of(), this.chance.nextDouble()));
            case 2 -> new Event.Leave(at, one);
            case 3 ->
                    new Event.Restart(
                            at,
                            one,
                            this.chance.happens(0.8),
                            this.chance.happens(0.4) ? 3600 * SECOND : 0,
                            this.chance.happens(0.3),
                            this.chance.between(0, 6));
            case 4 -> new Event.Pause(at, one, length);
            case 5 -> new Event.Suspend(at, one, length);
            case 6 ->
                    new Event.Partition(at, List.of(List.of(0)), length, this.chance.happens(0.5));
            case 7 -> new Event.Clog(at, List.of(List.of(0, 1)), length, this.chance.happens(0.7));
            case 8 -> new Event.Drift(at, one, this.chance.between(-200, 200));
            case 9 -> new Event.ClockStep(at, one, (long) (this.chance.between(-5, 5) * SECOND));
            case 10 ->
                    new Event.Poison(
                            at,
                            Event.Kind.values()[this.chance.below(Event.Kind.values().length)],
                            this.chance.below(this.nodes),
                            new Event.Targets(List.of(), 1),
                            1 + this.chance.below(10),
                            50 * MILLI);
            case 11 -> new Event.Duplicate(at, this.chance.below(this.nodes), length);
            default -> new Event.Kick(at, one, this.chance.between(-3, 3));
        };
    }

    /** Most of what goes down comes up again. */
    private List<Event> restarts(List<Event> events) {
        List<Event> restarts = new ArrayList<>();
        for (Event event : events) {
            if ((event instanceof Event.Crash || event instanceof Event.Leave)
                    && this.chance.happens(0.7)) {
                long at = event.atNanos() + (long) (this.chance.between(0.05, 5) * SECOND);
                List<Integer> hit = Displacements.hit(event);
                restarts.add(
                        new Event.Restart(
                                at,
                                hit.isEmpty()
                                        ? new Event.Targets(List.of(), 1)
                                        : new Event.Targets(hit, 0),
                                true,
                                this.chance.happens(0.3) ? 3600 * SECOND : 0,
                                false,
                                this.chance.between(0, 6)));
            }
        }
        return restarts;
    }
}
