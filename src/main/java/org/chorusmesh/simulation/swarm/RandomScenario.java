package org.chorusmesh.simulation.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.check.Healing;
import org.chorusmesh.simulation.scenario.Beats;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Distribution;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Frequencies;
import org.chorusmesh.simulation.scenario.InitialPhases;
import org.chorusmesh.simulation.scenario.LinkModel;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;

/**
 * Draws scenarios with any feature of a scenario file, and with time to settle at the end. Most
 * meshes are small and steps are not too short, so that thousands run in a minute.
 */
public final class RandomScenario {

    private static final long SECOND = 1_000_000_000L;

    private static final long MILLI = 1_000_000L;

    private static final double CALM_SECONDS = 5;

    private static final double CALM_TIMES_OF_CONTRACTION = 8;

    private static final double MOST_CALM_SECONDS = 16;

    private static final int SLOWER = 100;

    private static final int MOST_EVENTS = 6;

    private final Chance chance;
    private final Set<Feature> features;
    private final int nodes;

    private RandomScenario(long seed) {
        // Differs from the generator of the run, which uses the seed itself.
        this.chance = new Chance(seed ^ 0x5DEECE66DL);
        this.features = Feature.some(this.chance);
        // Large meshes cost much, so they are rarer than other features.
        boolean many = has(Feature.MANY_NODES) && this.chance.happens(0.1);
        this.nodes = many ? 20 + this.chance.below(21) : size();
    }

    private int size() {
        return this.chance.happens(0.7) ? 2 + this.chance.below(5) : 7 + this.chance.below(6);
    }

    /** The scenario of a seed. */
    public static Scenario of(long seed) {
        return new RandomScenario(seed).make(seed);
    }

    /** The pace of a seed, from a generator of its own. */
    static Pace pace(long seed) {
        return new Chance(seed ^ 0x2C9277B5A1F03D17L).happens(0.2) ? Pace.STEADY : Pace.ADAPTIVE;
    }

    private boolean has(Feature feature) {
        return this.features.contains(feature);
    }

    private Scenario make(long seed) {
        Settings settings = settings();
        List<Integer> late = late();
        List<Event> events =
                new RandomEvents(this.chance, this.features, this.nodes, settings, MOST_EVENTS)
                        .make(late);
        double last =
                Healing.nanos(events, settings.ttlNanos(), settings.gossipPeriodNanos()) * 1e-9;
        double calm =
                Math.min(
                        MOST_CALM_SECONDS,
                        CALM_SECONDS
                                + CALM_TIMES_OF_CONTRACTION
                                        / (settings.coupling() * Math.cos(settings.phaseLag())
                                                + 0.1)
                                + (has(Feature.SPEEDS) ? 6 : 0));
        // From a generator of its own, so that the other draws of a seed stay the same.
        RandomBeats beats = new RandomBeats(new Chance(seed ^ 0x1B03738712FAD5C9L), this.nodes);
        Scenario phasesOnly =
                new Scenario(
                        "swarm-" + seed,
                        "",
                        seed,
                        this.nodes,
                        (long) ((last + calm) * SECOND),
                        50 * MILLI,
                        settings,
                        frequencies(),
                        phases(),
                        this.chance.happens(0.5),
                        has(Feature.FILLED) && late.isEmpty(),
                        pace(seed),
                        this.chance.happens(0.9),
                        late,
                        topology(),
                        network(),
                        links(),
                        new Scenario.Clocks(
                                has(Feature.DRIFTING_CLOCKS) ? this.chance.between(1, 200) : 0,
                                this.chance.happens(0.9),
                                beats.wallSpreadNanos()),
                        speeds(settings),
                        Beats.OFF,
                        List.of(),
                        List.of(),
                        events,
                        Scenario.Expectation.NONE);
        return phasesOnly.with(beats.make(phasesOnly.topology()));
    }

    private Settings settings() {
        // Larger meshes have longer steps.
        long step = ((this.nodes <= 6) ? pick(10, 20, 20, 50) : pick(20, 50, 50)) * MILLI;
        long gossip = Math.max(step, pick(50, 100, 100, 200) * MILLI);
        long least = Math.max(SECOND, Settings.PERIODS_PER_TTL * gossip);
        long ttl =
                has(Feature.SPEEDS)
                        ? 5 * SECOND
                        : least + (long) (this.chance.nextDouble() * (5 * SECOND - least));
        return Settings.defaults()
                .with(Setting.COUPLING, this.chance.happens(0.6) ? 2.5 : this.chance.between(1, 6))
                .with(Setting.PHASE_LAG, has(Feature.LAG) ? this.chance.between(-1.3, 1.3) : 0)
                .with(
                        Setting.NOISE,
                        has(Feature.NOISE) && this.chance.happens(0.3)
                                ? this.chance.between(0, 0.2)
                                : 0)
                .with(Setting.STEP, step)
                .with(Setting.GOSSIP_PERIOD, gossip)
                .with(Setting.TTL, ttl);
    }

    private long pick(long... values) {
        return values[this.chance.below(values.length)];
    }

    private Frequencies frequencies() {
        double centre = this.chance.happens(0.8) ? 2 * Math.PI : this.chance.between(-20, 20);
        if (!has(Feature.UNEQUAL_FREQUENCIES)) {
            return new Frequencies.Equal(centre);
        }
        Frequencies.Shape shape =
                Frequencies.Shape.values()[this.chance.below(Frequencies.Shape.values().length)];
        double width = this.chance.between(0, (shape == Frequencies.Shape.LORENTZ) ? 0.2 : 0.8);
        return new Frequencies.Distributed(shape, centre, width, this.chance.happens(0.5));
    }

    private InitialPhases phases() {
        return switch (this.chance.below(4)) {
            case 0 -> new InitialPhases.Equal(this.chance.between(0, 6));
            case 1 -> new InitialPhases.Order(this.chance.nextDouble());
            default -> new InitialPhases.Random();
        };
    }

    private List<Integer> late() {
        return has(Feature.LATE_NODES)
                ? IntStream.range(1, this.nodes)
                        .filter((node) -> this.chance.happens(0.3))
                        .boxed()
                        .toList()
                : List.of();
    }

    private Topology topology() {
        if (!has(Feature.GRAPH) || this.nodes < 4) {
            return new Topology.Full();
        }
        int degree = 2 * (1 + this.chance.below(Math.min(4, (this.nodes - 1) / 2)));
        return this.chance.happens(0.5)
                ? new Topology.Ring(degree)
                : new Topology.RandomRegular(degree);
    }

    private LinkModel network() {
        return new LinkModel(
                has(Feature.LOSS) ? this.chance.between(0, 0.5) : 0,
                delay(),
                jitter(),
                !has(Feature.UNORDERED),
                has(Feature.REORDERING) ? this.chance.between(0, 0.3) : 0,
                new Distribution.Uniform(10 * MILLI, 300 * MILLI),
                has(Feature.DOUBLES) ? this.chance.between(0, 0.5) : 0,
                has(Feature.STALLS) ? this.chance.between(0, 0.02) : 0,
                new Distribution.Uniform(100 * MILLI, 500 * MILLI),
                has(Feature.BANDWIDTH) ? this.chance.between(20_000, 200_000) : 0);
    }

    private Distribution delay() {
        long most = has(Feature.LONG_DELAY) ? 100 * MILLI : 5 * MILLI;
        return new Distribution.Constant((long) (this.chance.nextDouble() * most));
    }

    private Distribution jitter() {
        if (!has(Feature.JITTER)) {
            return Distribution.NONE;
        }
        long most = (has(Feature.LONG_DELAY) ? 40 : 10) * MILLI;
        return switch (this.chance.below(3)) {
            case 0 -> new Distribution.Uniform(0, most);
            case 1 -> new Distribution.Exponential(0, most / 5);
            default -> new Distribution.OneOf(List.of(0L, most / 10, most));
        };
    }

    /** Exceptions for the link of a pair, or for all links from or to one node. */
    private List<Scenario.LinkException> links() {
        List<Scenario.LinkException> links = new ArrayList<>();
        if (has(Feature.LINK_EXCEPTIONS)) {
            List<Integer> one = List.of(this.chance.below(this.nodes));
            List<Integer> others =
                    this.chance.happens(0.5) ? List.of() : List.of((one.get(0) + 1) % this.nodes);
            LinkModel model = network();
            links.add(new Scenario.LinkException(one, others, model));
            if (this.chance.happens(0.7)) {
                links.add(new Scenario.LinkException(others, one, model));
            }
        }
        return links;
    }

    private List<Scenario.Speed> speeds(Settings settings) {
        if (!has(Feature.SPEEDS)) {
            return List.of();
        }
        List<Integer> slow = List.of(this.chance.below(this.nodes));
        long most = settings.ttlNanos() / Settings.PERIODS_PER_TTL;
        long step = Math.min(most, settings.stepNanos() * pick(2, 10, SLOWER));
        return List.of(
                new Scenario.Speed(
                        slow, step, Math.min(most, Math.max(step, settings.gossipPeriodNanos()))));
    }
}
