package org.chorusmesh.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chorusmesh.node.Settings;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads scenario files. One reading finds every mistake. */
final class ScenarioReader {

    private static final int MAX_NODES = 1_000_000;

    private static final long MAX_NANOS = 86_400_000_000_000L;

    private static final long SAMPLES = 600;

    private ScenarioReader() {}

    /**
     * Reads a file.
     *
     * @throws ScenarioException naming every mistake with its path
     */
    static Scenario read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new ScenarioException(List.of(file + ": cannot be read"));
        }
    }

    /**
     * Reads a text.
     *
     * @throws ScenarioException naming every mistake with its path
     */
    static Scenario parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (MarkedYAMLException malformed) {
            int line =
                    (malformed.getProblemMark() != null)
                            ? malformed.getProblemMark().getLine() + 1
                            : 1;
            throw new ScenarioException(List.of("line " + line + ": " + malformed.getProblem()));
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw new ScenarioException(List.of("scenario: must be a mapping"));
        }
        List<String> faults = new ArrayList<>();
        Scenario scenario = read(new Section("", map, faults));
        if (!faults.isEmpty()) {
            throw new ScenarioException(faults);
        }
        return scenario;
    }

    private static Scenario read(Section s) {
        if (!s.has("nodes")) {
            s.fault("nodes", "is missing");
        }
        if (!s.has("duration")) {
            s.fault("duration", "is missing");
        }
        int n = (int) s.integer("nodes", 2, 2, MAX_NODES);
        long durationNanos = s.duration("duration", 1_000_000_000L, 1_000_000L, MAX_NANOS);
        Settings settings = settings(s);
        long sample = Math.max(settings.stepNanos(), durationNanos / SAMPLES);
        List<Event> events = new EventReader(n, settings).read(s.sections("events"));
        LinkModel network = LinkModelReader.read(s.section("network"), LinkModel.DEFAULT);
        Scenario scenario =
                new Scenario(
                        s.text("name", "scenario"),
                        s.text("about", ""),
                        s.integer("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                        n,
                        durationNanos,
                        s.duration("sample", sample, 100_000L, durationNanos),
                        settings,
                        frequencies(s, n),
                        phases(s, n),
                        "align".equals(join(s)),
                        s.flag("filled", false),
                        s.flag("stagger", true),
                        s.integers("late", 0, n - 1),
                        topology(s, n),
                        network,
                        links(s, n, network),
                        clocks(s.section("clocks")),
                        speeds(s, n, settings),
                        s.choices("without", Remedy.class),
                        s.choices("compare", Remedy.class),
                        events,
                        expectation(s.section("expect")));
        s.close();
        return scenario;
    }

    private static String join(Section s) {
        String join = s.text("join", "free");
        if (!join.equals("free") && !join.equals("align")) {
            s.fault("join", "must be free or align, is " + join);
        }
        return join;
    }

    private static Settings settings(Section s) {
        Settings defaults = Settings.defaults();
        Settings settings =
                new Settings(
                        s.number("coupling", defaults.coupling(), 0, Settings.MAX_COUPLING),
                        defaults.frequencyHz(),
                        s.number("lag", 0, -Math.PI, Math.PI),
                        s.number("noise", 0, 0, Settings.MAX_NOISE),
                        s.duration(
                                "step",
                                defaults.stepNanos(),
                                Settings.MIN_STEP_NANOS,
                                Settings.MAX_STEP_NANOS),
                        s.duration(
                                "gossip", defaults.gossipPeriodNanos(), 1, Settings.MAX_TTL_NANOS),
                        s.duration(
                                "ttl",
                                defaults.ttlNanos(),
                                Settings.MIN_TTL_NANOS,
                                Settings.MAX_TTL_NANOS));
        settings.violations()
                .forEach(
                        (violation) ->
                                s.fault(
                                        violation.field().equals("gossipPeriod")
                                                ? "gossip"
                                                : violation.field(),
                                        violation.message()));
        return settings;
    }

    private static Frequencies frequencies(Section scenario, int n) {
        if (!scenario.has("frequencies")) {
            return new Frequencies.Equal(2 * Math.PI);
        }
        Section s = scenario.section("frequencies");
        String unit = s.text("unit", "Hz");
        if (!unit.equals("Hz") && !unit.equals("rad/s")) {
            s.fault("unit", "must be Hz or rad/s, is " + unit);
        }
        double scale = unit.equals("Hz") ? 2 * Math.PI : 1;
        double most = Settings.MAX_FREQUENCY_HZ * 2 * Math.PI / scale;
        String which = s.oneOf("equal", "list", "normal", "lorentz", "uniform");
        Frequencies frequencies = new Frequencies.Equal(2 * Math.PI);
        if ("equal".equals(which)) {
            frequencies = new Frequencies.Equal(scale * s.number("equal", 1, -most, most));
        } else if ("list".equals(which)) {
            List<Double> list = s.numbers("list", -most, most);
            if (list.size() != n) {
                s.fault(
                        "list",
                        "must have one for each of %d nodes, has %d".formatted(n, list.size()));
            }
            frequencies = new Frequencies.Listed(list.stream().map((f) -> scale * f).toList());
        } else if (which != null) {
            Section d = s.section(which);
            Frequencies.Shape shape = Frequencies.Shape.valueOf(which.toUpperCase(Locale.ROOT));
            frequencies =
                    new Frequencies.Distributed(
                            shape,
                            scale * d.number("centre", 0, -most, most),
                            scale * d.number("width", 1, 0, most),
                            d.flag("quantiles", true));
            d.close();
        }
        s.close();
        return frequencies;
    }

    private static InitialPhases phases(Section scenario, int n) {
        if (!scenario.has("phases")) {
            return new InitialPhases.Random();
        }
        Section s = scenario.section("phases");
        String which = s.oneOf("equal", "list", "random", "order");
        InitialPhases phases = new InitialPhases.Random();
        if ("equal".equals(which)) {
            phases = new InitialPhases.Equal(s.number("equal", 0, -1e6, 1e6));
        } else if ("list".equals(which)) {
            List<Double> list = s.numbers("list", -1e6, 1e6);
            if (list.size() != n) {
                s.fault(
                        "list",
                        "must have one for each of %d nodes, has %d".formatted(n, list.size()));
            }
            phases = new InitialPhases.Listed(list);
        } else if ("order".equals(which)) {
            phases = new InitialPhases.Order(s.number("order", 1, 0, 1));
        } else if ("random".equals(which) && !s.flag("random", true)) {
            s.fault("random", "must be true, or leave it out");
        }
        s.close();
        return phases;
    }

    private static Topology topology(Section scenario, int n) {
        Object raw = scenario.raw("topology");
        if (raw == null || "full".equals(raw)) {
            return new Topology.Full();
        }
        if ("ring".equals(raw)) {
            return new Topology.Ring(2);
        }
        Section s = scenario.section("topology");
        String which = s.oneOf("full", "ring", "k-ring", "random-regular", "edges");
        Topology topology = new Topology.Full();
        if ("ring".equals(which)) {
            topology = new Topology.Ring(2);
        } else if ("k-ring".equals(which)) {
            topology = new Topology.Ring(degree(s, which, n));
        } else if ("random-regular".equals(which)) {
            topology = new Topology.RandomRegular(degree(s, which, n));
        } else if ("edges".equals(which)) {
            topology =
                    new Topology.Edges(new EventReader(n, Settings.defaults()).pairs(s, "edges"));
        }
        s.close();
        return topology;
    }

    private static int degree(Section s, String which, int n) {
        int degree = (int) s.integer(which, 2, 2, n - 1);
        if (degree % 2 != 0) {
            s.fault(which, "must be an even number of neighbours, is " + degree);
        }
        return degree;
    }

    private static List<Scenario.LinkException> links(Section scenario, int n, LinkModel network) {
        List<Scenario.LinkException> links = new ArrayList<>();
        for (Section s : scenario.sections("links")) {
            List<Integer> from = s.integers("from", 0, n - 1);
            List<Integer> to = s.integers("to", 0, n - 1);
            links.add(new Scenario.LinkException(from, to, LinkModelReader.read(s, network)));
        }
        return links;
    }

    private static Scenario.Clocks clocks(Section s) {
        Scenario.Clocks clocks =
                new Scenario.Clocks(
                        s.number("drift", 0, 0, 100_000), s.flag("random-origins", true));
        s.close();
        return clocks;
    }

    private static List<Scenario.Speed> speeds(Section scenario, int n, Settings settings) {
        List<Scenario.Speed> speeds = new ArrayList<>();
        for (Section s : scenario.sections("speeds")) {
            List<Integer> nodes = s.integers("nodes", 0, n - 1);
            long step =
                    s.duration(
                            "step",
                            settings.stepNanos(),
                            Settings.MIN_STEP_NANOS,
                            Settings.MAX_STEP_NANOS);
            long gossip =
                    s.duration(
                            "gossip",
                            Math.max(step, settings.gossipPeriodNanos()),
                            step,
                            Settings.MAX_TTL_NANOS);
            if (gossip > settings.ttlNanos() / Settings.PERIODS_PER_TTL) {
                s.fault("gossip", "must be at most a fifth of the TTL");
            }
            speeds.add(new Scenario.Speed(nodes, step, gossip));
            s.close();
        }
        return speeds;
    }

    private static Scenario.Expectation expectation(Section s) {
        Scenario.Expectation expectation =
                new Scenario.Expectation(
                        s.optionalNumber("least-r", 0, 1),
                        s.optionalNumber("most-r", 0, 1),
                        s.optionalDuration("settled-within", 0, MAX_NANOS),
                        s.optionalNumber("most-displacement", 0, 1e6));
        s.close();
        return expectation;
    }
}
