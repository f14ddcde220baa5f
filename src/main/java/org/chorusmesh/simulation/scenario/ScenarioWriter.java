package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes a scenario as a file that reads as the very same scenario again, to the last bit: spans in
 * whole nanoseconds, frequencies in rad/s.
 */
public final class ScenarioWriter {

    private ScenarioWriter() {}

    /** The text of the file. */
    public static String write(Scenario scenario) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(130);
        return new Yaml(options).dump(fields(scenario));
    }

    private static Map<String, Object> fields(Scenario scenario) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Settings settings = scenario.settings();
        fields.put("name", scenario.name());
        fields.put("about", scenario.about());
        fields.put("seed", scenario.seed());
        fields.put("nodes", scenario.nodes());
        fields.put("duration", span(scenario.durationNanos()));
        fields.put("sample", span(scenario.sampleNanos()));
        for (Setting setting : Setting.values()) {
            // The frequencies of the nodes have a section of their own.
            if (setting != Setting.FREQUENCY) {
                fields.put(setting.word(), value(setting, settings.get(setting)));
            }
        }
        fields.put("frequencies", frequencies(scenario.frequencies()));
        fields.put("phases", phases(scenario.phases()));
        fields.put("join", join(scenario.align()));
        fields.put("filled", scenario.filled());
        fields.put("stagger", scenario.stagger());
        putUnlessEmpty(fields, "late", scenario.late());
        fields.put("topology", topology(scenario.topology()));
        fields.put("network", link(scenario.network()));
        putUnlessEmpty(
                fields, "links", scenario.links().stream().map(ScenarioWriter::exception).toList());
        fields.put(
                "clocks",
                map(
                        "drift",
                        scenario.clocks().driftPpm(),
                        "random-origins",
                        scenario.clocks().randomOrigins()));
        putUnlessEmpty(
                fields, "speeds", scenario.speeds().stream().map(ScenarioWriter::speed).toList());
        putUnlessEmpty(fields, "without", scenario.without().stream().map(Remedy::word).toList());
        putUnlessEmpty(fields, "compare", scenario.compare().stream().map(Remedy::word).toList());
        putUnlessEmpty(
                fields, "events", scenario.events().stream().map(ScenarioWriter::event).toList());
        fields.put("expect", expectation(scenario.expect()));
        return fields;
    }

    private static String span(long nanos) {
        return nanos + "ns";
    }

    private static Object value(Setting setting, Number value) {
        return setting.isDuration() ? span(value.longValue()) : value;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String join(boolean align) {
        return align ? "align" : "free";
    }

    /** A mapping of names and values in turn. */
    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static void putUnlessEmpty(Map<String, Object> map, String name, List<?> list) {
        if (!list.isEmpty()) {
            // A copy: what stands twice would be written as an alias of the first.
            map.put(name, new ArrayList<>(list));
        }
    }

    private static void putUnlessNull(
            Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static @Nullable String spanOrNull(@Nullable Long nanos) {
        return (nanos == null) ? null : span(nanos);
    }

    private static Map<String, Object> frequencies(Frequencies frequencies) {
        Map<String, Object> map = map("unit", "rad/s");
        if (frequencies instanceof Frequencies.Listed listed) {
            map.put("list", listed.radiansPerSecond());
        } else if (frequencies instanceof Frequencies.Equal equal) {
            map.put("equal", equal.radiansPerSecond());
        } else {
            Frequencies.Distributed d = (Frequencies.Distributed) frequencies;
            map.put(
                    word(d.shape()),
                    map("centre", d.centre(), "width", d.width(), "quantiles", d.quantiles()));
        }
        return map;
    }

    private static Map<String, Object> phases(InitialPhases phases) {
        if (phases instanceof InitialPhases.Listed listed) {
            return map("list", listed.radians());
        }
        if (phases instanceof InitialPhases.Equal equal) {
            return map("equal", equal.radians());
        }
        if (phases instanceof InitialPhases.Order order) {
            return map("order", order.r());
        }
        if (phases instanceof InitialPhases.WrappedCauchy cauchy) {
            return map("wrapped-cauchy", cauchy.r());
        }
        return map("random", true);
    }

    private static Map<String, Object> topology(Topology topology) {
        if (topology instanceof Topology.DividedByAll divided) {
            Map<String, Object> graph = topology(divided.graph());
            graph.put("divisor", "nodes");
            return graph;
        }
        if (topology instanceof Topology.Ring ring) {
            // Two nodes can be a ring, but not a lattice of two neighbours each.
            return (ring.degree() == 2) ? map("ring", true) : map("k-ring", ring.degree());
        }
        if (topology instanceof Topology.RandomRegular regular) {
            return map("random-regular", regular.degree());
        }
        if (topology instanceof Topology.Edges edges) {
            return map("edges", edges.edges());
        }
        return map("full", true);
    }

    private static Map<String, Object> link(LinkModel model) {
        return map(
                "loss",
                model.loss(),
                "delay",
                distribution(model.delay()),
                "jitter",
                distribution(model.jitter()),
                "ordered",
                model.ordered(),
                "reorder",
                map("probability", model.reorder(), "by", distribution(model.reorderBy())),
                "duplicate",
                model.duplicate(),
                "stall",
                map("probability", model.stall(), "for", distribution(model.stallFor())),
                "bandwidth",
                model.bytesPerSecond());
    }

    private static Object distribution(Distribution distribution) {
        if (distribution instanceof Distribution.Constant constant) {
            return span(constant.nanos());
        }
        if (distribution instanceof Distribution.Uniform uniform) {
            return map(
                    "uniform",
                    map("from", span(uniform.fromNanos()), "to", span(uniform.toNanos())));
        }
        if (distribution instanceof Distribution.Exponential exponential) {
            return map(
                    "exponential",
                    map(
                            "least",
                            span(exponential.leastNanos()),
                            "mean",
                            span(exponential.meanNanos())));
        }
        return ((Distribution.OneOf) distribution)
                .nanos().stream().map(ScenarioWriter::span).toList();
    }

    private static Map<String, Object> exception(Scenario.LinkException exception) {
        Map<String, Object> map = new LinkedHashMap<>();
        putUnlessEmpty(map, "from", exception.from());
        putUnlessEmpty(map, "to", exception.to());
        map.putAll(link(exception.model()));
        return map;
    }

    private static Map<String, Object> speed(Scenario.Speed speed) {
        return map(
                "nodes",
                speed.nodes(),
                "step",
                span(speed.stepNanos()),
                "gossip",
                span(speed.gossipPeriodNanos()));
    }

    private static Map<String, Object> expectation(Scenario.Expectation expect) {
        Map<String, Object> map = new LinkedHashMap<>();
        putUnlessNull(map, "least-r", expect.leastR());
        putUnlessNull(map, "most-r", expect.mostR());
        putUnlessNull(map, "settled-within", spanOrNull(expect.settledWithinNanos()));
        putUnlessNull(map, "most-displacement", expect.mostDisplacement());
        return map;
    }

    private static Map<String, Object> event(Event event) {
        return map("at", span(event.atNanos()), event.kind(), body(event));
    }

    private static Map<String, Object> body(Event event) {
        if (event instanceof Event.Partition e) {
            return map("groups", e.groups(), "for", span(e.forNanos()), "held", e.held());
        }
        if (event instanceof Event.Clog e) {
            return map("links", e.links(), "for", span(e.forNanos()), "held", e.held());
        }
        if (event instanceof Event.Duplicate e) {
            return map("of", e.of(), "for", span(e.forNanos()));
        }
        if (event instanceof Event.Poison e) {
            Map<String, Object> map =
                    map(
                            "kind",
                            word(e.poison()),
                            "as",
                            e.as(),
                            "count",
                            e.count(),
                            "every",
                            span(e.everyNanos()));
            putTargets(map, "to", e.to());
            return map;
        }
        return bodyWithNodes(event);
    }

    private static Map<String, Object> bodyWithNodes(Event event) {
        Map<String, Object> map = new LinkedHashMap<>();
        putTargets(map, "nodes", event.targets());
        if (event instanceof Event.Restart e) {
            map.put("join", join(e.align()));
            map.put("clock-back", span(e.clockBackNanos()));
            map.put("persisted", e.persisted());
            map.put("phase", e.phase());
        } else if (event instanceof Event.Pause e) {
            map.put("for", span(e.forNanos()));
        } else if (event instanceof Event.Suspend e) {
            map.put("for", span(e.forNanos()));
        } else if (event instanceof Event.Drift e) {
            map.put("ppm", e.ppm());
        } else if (event instanceof Event.ClockStep e) {
            map.put("by", span(e.byNanos()));
        } else if (event instanceof Event.Kick e) {
            map.put("by", e.radians());
        } else if (event instanceof Event.Change e) {
            e.change()
                    .values()
                    .forEach((setting, value) -> map.put(setting.word(), value(setting, value)));
        }
        return map;
    }

    private static void putTargets(Map<String, Object> map, String field, Event.Targets targets) {
        if (targets.share() > 0) {
            map.put("share", targets.share());
        } else {
            map.put(field, new ArrayList<>(targets.nodes()));
        }
    }
}
