package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.jspecify.annotations.Nullable;

/** Reads timed events: {@code {at: 5s, crash: {nodes: [1, 2]}}}. */
final class EventReader {

    private static final long MAX_NANOS = 86_400_000_000_000L;

    private static final String[] KINDS = {
        "crash",
        "leave",
        "restart",
        "start",
        "pause",
        "suspend",
        "partition",
        "clog",
        "drift",
        "clock-step",
        "poison",
        "duplicate",
        "settings",
        "kick"
    };

    private final int nodes;
    private final Settings settings;
    private final long endNanos;

    /**
     * A reader for one scenario.
     *
     * @param endNanos how long it runs; an event that comes later is a mistake
     */
    EventReader(int nodes, Settings settings, long endNanos) {
        this.nodes = nodes;
        this.settings = settings;
        this.endNanos = endNanos;
    }

    /** All events in order of time. */
    List<Event> read(List<Section> sections) {
        List<Event> events = new ArrayList<>();
        for (Section s : sections) {
            s.demand("at");
            long at = s.duration("at", 0, 0, MAX_NANOS);
            if (at >= this.endNanos) {
                s.fault("at", "must be before the end of the run, is " + s.raw("at"));
            }
            String kind = s.oneOf(KINDS);
            if (kind != null) {
                Section body = s.section(kind);
                events.add(read(kind, at, body));
                body.close();
            }
            s.close();
        }
        events.sort(Comparator.comparingLong(Event::atNanos));
        return events;
    }

    private Event read(String kind, long at, Section s) {
        return switch (kind) {
            case "crash" -> new Event.Crash(at, targets(s, "nodes"));
            case "leave" -> new Event.Leave(at, targets(s, "nodes"));
            case "restart", "start" -> restart(at, s);
            case "pause" -> new Event.Pause(at, targets(s, "nodes"), length(s));
            case "suspend" -> new Event.Suspend(at, targets(s, "nodes"), length(s));
            case "partition" -> partition(at, s);
            case "clog" -> new Event.Clog(at, pairs(s, "links"), length(s), s.flag("held", true));
            case "drift" ->
                    new Event.Drift(at, targets(s, "nodes"), s.number("ppm", 0, -100_000, 100_000));
            case "clock-step" ->
                    new Event.ClockStep(
                            at, targets(s, "nodes"), s.duration("by", 0, -MAX_NANOS, MAX_NANOS));
            case "poison" -> poison(at, s);
            case "duplicate" ->
                    new Event.Duplicate(at, (int) s.integer("of", 0, 0, this.nodes - 1), length(s));
            case "settings" -> new Event.Change(at, targets(s, "nodes"), change(s));
            default -> new Event.Kick(at, targets(s, "nodes"), s.number("by", 0, -1e6, 1e6));
        };
    }

    private Event restart(long at, Section s) {
        String join = s.word("join", "align", "free", "align");
        return new Event.Restart(
                at,
                targets(s, "nodes"),
                join.equals("align"),
                s.duration("clock-back", 0, 0, MAX_NANOS),
                s.flag("persisted", false),
                s.number("phase", 0, -1e6, 1e6));
    }

    private Event partition(long at, Section s) {
        List<List<Integer>> groups = new ArrayList<>();
        boolean[] taken = new boolean[this.nodes];
        int i = 0;
        for (Object item : s.items("groups")) {
            String field = "groups[" + i++ + "]";
            List<Integer> group = new ArrayList<>();
            for (Object member :
                    (item instanceof List<?> list) ? list : List.of(Section.shown(item))) {
                if (!(member instanceof Integer node) || node < 0 || node >= this.nodes) {
                    s.fault(
                            field,
                            "must list nodes 0 … %d, has %s"
                                    .formatted(this.nodes - 1, Section.shown(member)));
                } else if (taken[node]) {
                    s.fault(field, "node " + node + " is in a group already");
                } else {
                    taken[node] = true;
                    group.add(node);
                }
            }
            groups.add(group);
        }
        s.demand("groups");
        return new Event.Partition(at, groups, length(s), s.flag("held", false));
    }

    private Event poison(long at, Section s) {
        return new Event.Poison(
                at,
                s.choice("kind", Event.Kind.INCARNATION, Event.Kind.class),
                (int) s.integer("as", 0, 0, this.nodes - 1),
                targets(s, "to"),
                (int) s.integer("count", 1, 1, 1_000_000),
                s.duration("every", 50_000_000L, 1, MAX_NANOS));
    }

    private SettingsChange change(Section s) {
        int before = s.faults();
        SettingsChange change = SettingsChange.NONE;
        for (Setting setting : Setting.values()) {
            if (s.has(setting.word())) {
                change = change.with(setting, s.setting(setting, setting.usual()));
            }
        }
        if (s.faults() == before) {
            change.applyTo(this.settings)
                    .violations()
                    .forEach(
                            (violation) ->
                                    s.fault(
                                            Setting.ofField(violation.field()).word(),
                                            violation.message()));
        }
        return change;
    }

    private Event.Targets targets(Section s, String field) {
        @Nullable Object raw = s.raw(field);
        if (raw != null && s.has("share")) {
            s.fault("share", "must not stand beside " + field);
        }
        if ("all".equals(raw)) {
            return new Event.Targets(List.of(), 1);
        }
        if (raw == null && s.has("share")) {
            return new Event.Targets(List.of(), s.number("share", 0, 0, 1));
        }
        s.demand(field);
        return new Event.Targets(s.integers(field, 0, this.nodes - 1), 0);
    }

    private long length(Section s) {
        s.demand("for");
        return s.duration("for", 1, 1, MAX_NANOS);
    }

    /** A list of pairs of different nodes. */
    List<List<Integer>> pairs(Section s, String field) {
        List<List<Integer>> pairs = new ArrayList<>();
        int i = 0;
        for (Object item : s.items(field)) {
            String name = field + "[" + i++ + "]";
            if (item instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof Integer a
                    && pair.get(1) instanceof Integer b
                    && a >= 0
                    && b >= 0
                    && a < this.nodes
                    && b < this.nodes
                    && !a.equals(b)) {
                pairs.add(List.of(a, b));
            } else {
                s.fault(
                        name,
                        "must be a pair of different nodes 0 … %d, is %s"
                                .formatted(this.nodes - 1, Section.shown(item)));
            }
        }
        if (i == 0) {
            s.fault(field, "must not be empty");
        }
        return pairs;
    }
}
