package org.chorusmesh.simulation.scenario;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.Violation;
import org.chorusmesh.simulation.mesh.Trace;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads scenario files. One reading finds every mistake. */
public final class ScenarioReader {

    private static final int MAX_NODES = 1_000_000;

    private static final long MAX_NANOS = 86_400_000_000_000L;

    private static final long SAMPLES = 600;

    private static final long MAX_LOOKS = 1_000_000;

    // Phases, of all looks together.
    private static final long MAX_KEPT = 20_000_000;

    private static final int MAX_CHARACTERS = 256 << 20;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]{0,99}");

    private ScenarioReader() {}

    /**
     * Reads a file.
     *
     * @throws ScenarioException naming every mistake with its path
     */
    public static Scenario read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new ScenarioException(
                    List.of(
                            file
                                    + ": there is no such file, nor a scenario of that name; those"
                                    + " that ship are "
                                    + String.join(", ", ShippedScenarios.NAMES)));
        } catch (CharacterCodingException binary) {
            throw new ScenarioException(List.of(file + ": is not UTF-8"));
        } catch (IOException unreadable) {
            throw new ScenarioException(List.of(file + ": cannot be read"));
        }
        return parse(text);
    }

    /**
     * Reads a text.
     *
     * @throws ScenarioException naming every mistake with its path
     */
    public static Scenario parse(String yaml) {
        if (!(load(yaml) instanceof Map<?, ?> map)) {
            throw new ScenarioException(List.of("scenario: must be a mapping"));
        }
        List<String> faults = new ArrayList<>();
        Scenario scenario = read(new Section("", map, faults));
        if (!faults.isEmpty()) {
            throw new ScenarioException(faults);
        }
        return scenario;
    }

    private static @Nullable Object load(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CHARACTERS);
        try {
            return new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (MarkedYAMLException malformed) {
            int line =
                    (malformed.getProblemMark() != null)
                            ? malformed.getProblemMark().getLine() + 1
                            : 1;
            throw new ScenarioException(List.of("line " + line + ": " + malformed.getProblem()));
        } catch (YAMLException | IllegalArgumentException | ClassCastException unreadable) {
            // The parser lets some of what it trips over through as it is.
            throw new ScenarioException(
                    List.of("scenario: is no YAML: " + Section.shown(unreadable.getMessage())));
        }
    }

    private static Scenario read(Section s) {
        s.demand("nodes");
        s.demand("duration");
        int before = s.faults();
        int n = (int) s.integer("nodes", MAX_NODES, 2, MAX_NODES);
        boolean isCounted = s.has("nodes") && s.faults() == before;
        before = s.faults();
        long durationNanos = s.duration("duration", MAX_NANOS, 1_000_000L, MAX_NANOS);
        boolean isTimed = s.has("duration") && s.faults() == before;
        Settings settings = settings(s);
        EventReader eventReader =
                new EventReader(n, settings, isTimed ? durationNanos : Long.MAX_VALUE);
        before = s.faults();
        List<Event> events = eventReader.read(s.sections("events"));
        boolean isPlanned = isCounted && s.faults() == before;
        LinkModel network = LinkModelReader.read(s.section("network"), LinkModel.DEFAULT);
        Scenario scenario =
                new Scenario(
                        name(s),
                        s.text("about", ""),
                        s.integer("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                        n,
                        durationNanos,
                        sample(s, n, durationNanos, settings, isTimed),
                        settings,
                        OscillatorReader.frequencies(s, isCounted ? n : 0),
                        OscillatorReader.phases(s, isCounted ? n : 0),
                        s.word("join", "free", "free", "align").equals("align"),
                        s.flag("filled", false),
                        s.flag("stagger", true),
                        late(s, n, isPlanned ? events : null),
                        TopologyReader.read(s, n, isCounted),
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

    private static String name(Section s) {
        String name = s.text("name", "scenario");
        if (!NAME.matcher(name).matches()) {
            s.fault("name", "must be a word for files, of letters, digits and . _ -");
        }
        return name;
    }

    /**
     * How often the mesh is looked at: a 600th of the run but, as turns are counted from look to
     * look, once in 1/K at least, which no rate changes by half a turn in.
     */
    private static long sample(
            Section s, int n, long durationNanos, Settings settings, boolean isTimed) {
        double turning = 1e9 / Math.max(1e-9, settings.coupling());
        long most = Math.min(MAX_LOOKS, MAX_KEPT / Math.min(n, Trace.MAX_DETAILED));
        long usual = (long) Math.min((double) durationNanos / SAMPLES, turning);
        usual = Math.max(settings.stepNanos(), Math.max(usual, durationNanos / most + 1));
        long sample = s.duration("sample", Math.min(usual, durationNanos), 100_000L, durationNanos);
        if (isTimed && durationNanos / sample > most) {
            s.fault(
                    "sample",
                    "makes %d looks; of %d nodes there is room for %d"
                            .formatted(durationNanos / sample, n, most));
        }
        return sample;
    }

    private static Settings settings(Section s) {
        Settings settings = Settings.defaults();
        Set<Setting> wrong = EnumSet.noneOf(Setting.class);
        for (Setting setting : Setting.values()) {
            // The frequencies of the nodes have a section of their own.
            if (setting != Setting.FREQUENCY) {
                int before = s.faults();
                settings = settings.with(setting, s.setting(setting, usual(setting, settings)));
                if (s.faults() > before) {
                    wrong.add(setting);
                }
            }
        }
        for (Violation violation : settings.violations()) {
            Setting setting = Setting.ofField(violation.field());
            if (!wrong.contains(setting) && Collections.disjoint(wrong, violation.judgedWith())) {
                s.fault(setting.word(), violation.message());
            }
        }
        return settings;
    }

    private static Number usual(Setting setting, Settings settings) {
        return (setting == Setting.GOSSIP_PERIOD)
                ? Long.valueOf(Math.max(settings.stepNanos(), settings.gossipPeriodNanos()))
                : settings.get(setting);
    }

    private static List<Integer> late(Section s, int n, @Nullable List<Event> events) {
        List<Integer> late = s.integers("late", 0, n - 1);
        for (int node : late) {
            if (events != null && events.stream().noneMatch((event) -> starts(event, node))) {
                s.fault("late", "node %d comes with no start event".formatted(node));
            }
        }
        return late;
    }

    private static boolean starts(Event event, int node) {
        return event instanceof Event.Restart restart && restart.nodes().nodes().contains(node);
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
            s.demand("nodes");
            List<Integer> nodes = s.integers("nodes", 0, n - 1);
            int before = s.faults();
            long step =
                    s.duration(
                            "step",
                            settings.stepNanos(),
                            Setting.STEP.min().longValue(),
                            Setting.STEP.max().longValue());
            long gossip =
                    s.duration(
                            "gossip",
                            Math.max(step, settings.gossipPeriodNanos()),
                            step,
                            Setting.TTL.max().longValue());
            if (s.faults() == before && gossip > settings.ttlNanos() / Settings.PERIODS_PER_TTL) {
                s.fault(
                        s.has("gossip") ? "gossip" : "step",
                        "must leave a gossip period of at most a fifth of the TTL");
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
        if (expectation.leastR() != null
                && expectation.mostR() != null
                && expectation.leastR() > expectation.mostR()) {
            s.fault("most-r", "must not be below least-r");
        }
        s.close();
        return expectation;
    }
}
