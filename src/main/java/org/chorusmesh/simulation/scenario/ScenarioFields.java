package org.chorusmesh.simulation.scenario;

import java.util.List;
import java.util.regex.Pattern;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;

/** The fields of a scenario file. */
final class ScenarioFields {

    private static final int MAX_NODES = 1_000_000;

    private static final long MAX_NANOS = 86_400_000_000_000L;

    private static final long MAX_WALL_SPREAD_NANOS = 366 * MAX_NANOS;

    private static final long SAMPLES = 600;

    private static final long MAX_LOOKS = 1_000_000;

    // Phases in all samples together.
    private static final long MAX_KEPT = 20_000_000;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]{0,99}");

    private final Section s;
    private final Scenario fallback;
    private final boolean isCounted;
    private final int n;
    private final boolean isTimed;
    private final long durationNanos;

    private ScenarioFields(Section s, Scenario fallback) {
        this.s = s;
        this.fallback = fallback;
        s.demand("nodes");
        s.demand("duration");
        this.n = s.get("nodes", fallback.nodes(), Kind.integer(2, MAX_NODES));
        this.isCounted = !s.isGiven() || s.has("nodes") && s.isSound("nodes");
        this.durationNanos =
                s.get("duration", fallback.durationNanos(), Kind.span(1_000_000L, MAX_NANOS));
        this.isTimed = s.has("duration") && s.isSound("duration");
    }

    /** Reads a scenario. {@code fallback} supplies what the file leaves out. */
    static Scenario read(Section s, Scenario fallback) {
        Scenario scenario = new ScenarioFields(s, fallback).scenario();
        s.close();
        return scenario;
    }

    private Scenario scenario() {
        String name = this.s.get("name", this.fallback.name(), Kind.TEXT);
        if (!NAME.matcher(name).matches()) {
            this.s.fault("name", "must be a name for files, of letters, digits and . _ -");
        }
        String about = this.s.get("about", this.fallback.about(), Kind.TEXT);
        long seed = this.s.get("seed", this.fallback.seed(), Kind.WHOLE);
        Settings settings = SettingFields.settings(this.s, this.fallback.settings());
        int counted = this.isCounted ? this.n : 0;
        List<Event> events =
                new EventForms(this.n, settings, this.isTimed ? this.durationNanos : Long.MAX_VALUE)
                        .read(this.s, this.fallback.events());
        LinkModel network = network();
        Topology topology =
                TopologyForms.read(this.s, this.fallback.topology(), this.n, this.isCounted);
        return new Scenario(
                name,
                about,
                seed,
                this.n,
                this.durationNanos,
                sample(settings),
                settings,
                OscillatorForms.frequencies(this.s, this.fallback.frequencies(), counted),
                OscillatorForms.phases(this.s, this.fallback.phases(), counted),
                this.s.get("join", this.fallback.align(), Kind.JOIN),
                this.s.get("filled", this.fallback.filled(), Kind.FLAG),
                this.s.get("pace", this.fallback.pace(), Kind.choice(Pace.class)),
                this.s.get("stagger", this.fallback.stagger(), Kind.FLAG),
                late(events),
                topology,
                network,
                this.s.sections(
                        "links",
                        this.fallback.links(),
                        new Scenario.LinkException(List.of(), List.of(), network),
                        this::link),
                clocks(),
                this.s.sections(
                        "speeds",
                        this.fallback.speeds(),
                        new Scenario.Speed(
                                List.of(), settings.stepNanos(), settings.gossipPeriodNanos()),
                        (section, speed) -> speed(section, speed, settings)),
                BeatForms.read(this.s, this.fallback.beats(), topology, this.n, this.isCounted),
                this.s.list("without", this.fallback.without(), Kind.choice(Remedy.class)),
                this.s.list("compare", this.fallback.compare(), Kind.choice(Remedy.class)),
                events,
                expectation());
    }

    /**
     * The time between two samples. By default it is a 600th of the run, but at most 1/K: whole
     * turns are counted from sample to sample, and within 1/K coupling moves no phase by half a
     * turn.
     */
    private long sample(Settings settings) {
        double turning = 1e9 / Math.max(1e-9, settings.coupling());
        long most = Math.min(MAX_LOOKS, MAX_KEPT / Math.min(this.n, Scenario.MAX_DETAILED));
        long often = (long) Math.min((double) this.durationNanos / SAMPLES, turning);
        often = Math.max(settings.stepNanos(), Math.max(often, this.durationNanos / most + 1));
        long fallbackNanos =
                (this.fallback.sampleNanos() > 0)
                        ? this.fallback.sampleNanos()
                        : Math.min(often, this.durationNanos);
        long sample = this.s.get("sample", fallbackNanos, Kind.span(100_000L, this.durationNanos));
        if (this.isTimed && this.durationNanos / sample > most) {
            this.s.fault(
                    "sample",
                    "gives %d samples; the maximum for %d nodes is %d"
                            .formatted(this.durationNanos / sample, this.n, most));
        }
        return sample;
    }

    private List<Integer> late(List<Event> events) {
        List<Integer> late = this.s.list("late", this.fallback.late(), Kind.node(this.n));
        for (int node : late) {
            if (this.isCounted
                    && this.s.isSound("events")
                    && events.stream().noneMatch((event) -> starts(event, node))) {
                this.s.fault("late", "node %d has no start event".formatted(node));
            }
        }
        return late;
    }

    private static boolean starts(Event event, int node) {
        return event instanceof Event.Restart restart && restart.targets().nodes().contains(node);
    }

    private LinkModel network() {
        Section network = this.s.section("network");
        LinkModel model = LinkForms.model(network, this.fallback.network());
        network.close();
        return model;
    }

    private Scenario.LinkException link(Section link, Scenario.LinkException fallback) {
        return new Scenario.LinkException(
                link.list("from", fallback.from(), Kind.node(this.n)),
                link.list("to", fallback.to(), Kind.node(this.n)),
                LinkForms.model(link, fallback.model()));
    }

    private Scenario.Clocks clocks() {
        Section clocks = this.s.section("clocks");
        Scenario.Clocks read =
                new Scenario.Clocks(
                        clocks.get(
                                "drift",
                                this.fallback.clocks().driftPpm(),
                                Kind.number(0, 100_000)),
                        clocks.get(
                                "random-origins",
                                this.fallback.clocks().randomOrigins(),
                                Kind.FLAG),
                        clocks.get(
                                "wall-spread",
                                this.fallback.clocks().wallSpreadNanos(),
                                Kind.span(0, MAX_WALL_SPREAD_NANOS)));
        clocks.close();
        return read;
    }

    private Scenario.Speed speed(Section speed, Scenario.Speed fallback, Settings settings) {
        speed.demand("nodes");
        List<Integer> nodes = speed.list("nodes", fallback.nodes(), Kind.node(this.n));
        long step =
                speed.get(
                        "step",
                        fallback.stepNanos(),
                        Kind.span(Setting.STEP.min().longValue(), Setting.STEP.max().longValue()));
        long gossip =
                speed.get(
                        "gossip",
                        Math.max(step, fallback.gossipPeriodNanos()),
                        Kind.span(step, Setting.TTL.max().longValue()));
        if (speed.isGiven()
                && speed.isSound("step")
                && speed.isSound("gossip")
                && gossip > settings.ttlNanos() / Settings.PERIODS_PER_TTL) {
            speed.fault(
                    speed.has("gossip") ? "gossip" : "step",
                    "must allow a gossip period of at most a fifth of the TTL");
        }
        return new Scenario.Speed(nodes, step, gossip);
    }

    private Scenario.Expectation expectation() {
        Section expect = this.s.section("expect");
        Scenario.Expectation fallback = this.fallback.expect();
        Scenario.Expectation read =
                new Scenario.Expectation(
                        expect.find("least-r", fallback.leastR(), Kind.number(0, 1)),
                        expect.find("most-r", fallback.mostR(), Kind.number(0, 1)),
                        expect.find(
                                "settled-within",
                                fallback.settledWithinNanos(),
                                Kind.span(0, MAX_NANOS)),
                        expect.find(
                                "most-displacement",
                                fallback.mostDisplacement(),
                                Kind.number(0, 1e6)));
        if (read.leastR() != null && read.mostR() != null && read.leastR() > read.mostR()) {
            expect.fault("most-r", "must not be below least-r");
        }
        expect.close();
        return read;
    }
}
