package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.jspecify.annotations.Nullable;

/** The {@code events} of a scenario file, such as {@code {at: 5s, crash: {nodes: [1, 2]}}}. */
final class EventForms {

    private static final long MAX_NANOS = 86_400_000_000_000L;

    private static final int MAX_COUNT = 1_000_000;

    /** A node stays for six seconds on average. */
    private static final double MAX_CHURN = 10;

    private static final double MAX_PPM = 100_000;

    private static final double MAX_RADIANS = 1e6;

    private final int nodes;
    private final long endNanos;
    private long atNanos;
    private final List<Form<? extends Event>> forms = new ArrayList<>();

    /**
     * @param nodes number of nodes
     * @param settings the settings of the nodes, beside which a change must be valid
     * @param endNanos length of the run; every event must begin before its end
     */
    EventForms(int nodes, Settings settings, long endNanos) {
        this.nodes = nodes;
        this.endNanos = endNanos;
        Event.Targets none = Event.Targets.NONE;
        add(
                "crash",
                new Event.Crash(0, none),
                (s, e) -> new Event.Crash(this.atNanos, targets(s, e)));
        add(
                "leave",
                new Event.Leave(0, none),
                (s, e) -> new Event.Leave(this.atNanos, targets(s, e)));
        add("restart", new Event.Restart(0, none, true, 0, false, 0), this::restart);
        add("start", new Event.Restart(0, none, true, 0, false, 0), this::restart);
        add(
                "pause",
                new Event.Pause(0, none, 1),
                (s, e) -> new Event.Pause(this.atNanos, targets(s, e), length(s, e)));
        add(
                "suspend",
                new Event.Suspend(0, none, 1),
                (s, e) -> new Event.Suspend(this.atNanos, targets(s, e), length(s, e)));
        add(
                "partition",
                new Event.Partition(0, List.of(), 1, false),
                (s, e) ->
                        new Event.Partition(
                                this.atNanos,
                                groups(s, e.groups()),
                                length(s, e),
                                s.get("held", e.held(), Kind.FLAG)));
        add(
                "clog",
                new Event.Clog(0, List.of(), 1, true),
                (s, e) ->
                        new Event.Clog(
                                this.atNanos,
                                s.some("links", e.links(), Kind.pair(nodes)),
                                length(s, e),
                                s.get("held", e.held(), Kind.FLAG)));
        add(
                "drift",
                new Event.Drift(0, none, 0),
                (s, e) ->
                        new Event.Drift(
                                this.atNanos,
                                targets(s, e),
                                s.get("ppm", e.ppm(), Kind.number(-MAX_PPM, MAX_PPM))));
        add(
                "clock-step",
                new Event.ClockStep(0, none, 0),
                (s, e) ->
                        new Event.ClockStep(
                                this.atNanos,
                                targets(s, e),
                                s.get("by", e.byNanos(), Kind.span(-MAX_NANOS, MAX_NANOS))));
        add(
                "poison",
                new Event.Poison(0, Event.Forgery.INCARNATION, 0, none, 1, 50_000_000L),
                this::poison);
        add(
                "duplicate",
                new Event.Duplicate(0, 0, 1),
                (s, e) -> new Event.Duplicate(this.atNanos, node(s, "of", e.of()), length(s, e)));
        add(
                "churn",
                new Event.Churn(0, 0.01, 0.5, 1),
                (s, e) ->
                        new Event.Churn(
                                this.atNanos,
                                s.get("per-minute", e.perMinute(), Kind.number(0, MAX_CHURN)),
                                s.get("goodbye", e.goodbye(), Kind.number(0, 1)),
                                length(s, e)));
        add(
                "settings",
                new Event.Settings(0, none, SettingsChange.NONE),
                (s, e) ->
                        new Event.Settings(
                                this.atNanos,
                                targets(s, e),
                                SettingFields.change(s, e.change(), settings)));
        add(
                "kick",
                new Event.Kick(0, none, 0),
                (s, e) ->
                        new Event.Kick(
                                this.atNanos,
                                targets(s, e),
                                s.get("by", e.radians(), Kind.number(-MAX_RADIANS, MAX_RADIANS))));
    }

    private <E extends Event> void add(String word, E fallback, BiFunction<Section, E, E> body) {
        this.forms.add(
                Form.of(
                        word,
                        fallback,
                        (s, event) -> {
                            Section inside = s.section(word);
                            E read = body.apply(inside, event);
                            inside.close();
                            return read;
                        }));
    }

    /** All events in order of time. */
    List<Event> read(Section scenario, List<Event> fallback) {
        List<Event> events =
                scenario.sections(
                        "events", fallback, new Event.Crash(0, Event.Targets.NONE), this::event);
        List<Event> inOrder = new ArrayList<>(events);
        inOrder.sort(Comparator.comparingLong(Event::atNanos));
        return inOrder;
    }

    private Event event(Section s, Event fallback) {
        s.demand("at");
        this.atNanos = s.get("at", fallback.atNanos(), Kind.span(0, MAX_NANOS));
        if (this.atNanos >= this.endNanos) {
            s.fault("at", "must be before the end of the run, is " + s.given("at"));
        }
        return s.oneOf(fallback, this.forms);
    }

    private Event.Restart restart(Section s, Event.Restart e) {
        return new Event.Restart(
                this.atNanos,
                targets(s, e),
                s.get("join", e.align(), Kind.JOIN),
                s.get("clock-back", e.clockBackNanos(), Kind.span(0, MAX_NANOS)),
                s.get("persisted", e.persisted(), Kind.FLAG),
                s.get("phase", e.phase(), Kind.number(-MAX_RADIANS, MAX_RADIANS)));
    }

    private Event.Poison poison(Section s, Event.Poison e) {
        return new Event.Poison(
                this.atNanos,
                s.get("kind", e.forgery(), Kind.choice(Event.Forgery.class)),
                node(s, "as", e.as()),
                targets(s, "to", e.to()),
                s.get("count", e.count(), Kind.integer(1, MAX_COUNT)),
                s.get("every", e.everyNanos(), Kind.span(1, MAX_NANOS)));
    }

    /** Reads disjoint groups of nodes. */
    private List<List<Integer>> groups(Section s, List<List<Integer>> fallback) {
        s.demand("groups");
        List<List<Integer>> groups = s.list("groups", fallback, Kind.group(this.nodes));
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            for (int node : groups.get(i)) {
                if (!taken.add(node)) {
                    s.fault(
                            Section.item("groups", i),
                            "node " + node + " is already in another group");
                }
            }
        }
        return groups;
    }

    private int node(Section s, String field, int fallback) {
        return s.get(field, fallback, Kind.node(this.nodes));
    }

    private static long length(Section s, Event.Lasting fallback) {
        s.demand("for");
        return s.get("for", fallback.forNanos(), Kind.span(1, MAX_NANOS));
    }

    private Event.Targets targets(Section s, Event fallback) {
        return targets(s, "nodes", fallback.targets());
    }

    private Event.Targets targets(Section s, String field, Event.Targets fallback) {
        @Nullable Object raw = s.given(field);
        if (raw != null && s.has("share")) {
            s.fault("share", "cannot be combined with " + field);
        }
        if ("all".equals(raw)) {
            return Event.Targets.ALL;
        }
        if (raw == null && (s.has("share") || fallback.share() > 0)) {
            return Event.Targets.share(s.get("share", fallback.share(), Kind.number(0, 1)));
        }
        s.demand(field);
        return Event.Targets.of(s.list(field, fallback.nodes(), Kind.node(this.nodes)));
    }
}
