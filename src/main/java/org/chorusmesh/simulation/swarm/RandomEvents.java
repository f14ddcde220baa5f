package org.chorusmesh.simulation.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.simulation.check.Healing;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Event;

/** Draws the events of a random scenario: one after another, overlapping, or several at once. */
final class RandomEvents {

    private static final long SECOND = 1_000_000_000L;

    private static final long MILLI = 1_000_000L;

    private static final double GUEST_SECONDS = 3.5;

    /** The forgeries to draw from. Another one would change the scenarios of old seeds. */
    private static final Event.Forgery[] FORGERIES = {
        Event.Forgery.INCARNATION,
        Event.Forgery.OLD_INCARNATION,
        Event.Forgery.LAMPORT,
        Event.Forgery.JUMP,
        Event.Forgery.NAN,
        Event.Forgery.FORGED_ID,
        Event.Forgery.REPLAY
    };

    private final Chance chance;
    private final List<Feature> kinds;
    private final int nodes;
    private final Settings settings;
    private final int mostEvents;
    private final List<Event> events = new ArrayList<>();

    /**
     * @param features the kinds of events to draw from
     * @param mostEvents largest number of events, where a storm is one
     */
    RandomEvents(
            Chance chance, Set<Feature> features, int nodes, Settings settings, int mostEvents) {
        this.chance = chance;
        this.kinds = features.stream().filter(Feature::isEvent).toList();
        this.nodes = nodes;
        this.settings = settings;
        this.mostEvents = mostEvents;
    }

    /**
     * Draws the events, in order of time.
     *
     * @param late nodes that are down until an event starts them
     */
    List<Event> make(List<Integer> late) {
        double seconds = this.chance.between(0.2, 5);
        boolean guest = !late.isEmpty() && this.chance.happens(0.7);
        for (int node : guest ? late.subList(1, late.size()) : late) {
            this.events.add(restart(at(this.chance.between(0.1, seconds)), one(node)));
        }
        int count = this.kinds.isEmpty() ? 0 : this.chance.below(this.mostEvents + 1);
        for (int i = 0; i < count; i++) {
            add(this.kinds.get(this.chance.below(this.kinds.size())), at(seconds));
            seconds = next(seconds);
        }
        if (guest) {
            // One node joins last, when the mesh is calm, so that its join is checked.
            double healed =
                    Healing.nanos(
                                    this.events,
                                    this.settings.ttlNanos(),
                                    this.settings.gossipPeriodNanos())
                            * 1e-9;
            long at = at(healed + this.chance.between(GUEST_SECONDS, 2 * GUEST_SECONDS));
            this.events.add(restart(at, one(late.get(0))));
        }
        this.events.sort(Comparator.comparingLong(Event::atNanos));
        return List.copyOf(this.events);
    }

    private static long at(double seconds) {
        return (long) (seconds * SECOND);
    }

    /** Draws when the next event comes: at the same time, during this one, or after all of them. */
    private double next(double seconds) {
        if (this.chance.happens(0.2)) {
            return seconds;
        }
        double over = seconds;
        if (this.chance.happens(0.4)) {
            for (Event event : this.events) {
                over = Math.max(over, event.endNanos() * 1e-9);
            }
        }
        return over + this.chance.between(0, 3);
    }

    private void add(Feature kind, long at) {
        long length =
                at(
                        this.chance.happens(0.3)
                                ? this.chance.between(0, 0.3)
                                : this.chance.between(0.2, 6));
        switch (kind) {
            case CRASH -> down(new Event.Crash(at, some()));
            case MASS_CRASH -> down(new Event.Crash(at, share(this.chance.between(0.5, 0.99))));
            case LEAVE -> down(new Event.Leave(at, some()));
            case RESTART -> this.events.add(restart(at, some()));
            case STORM -> storm(at);
            case PAUSE -> this.events.add(new Event.Pause(at, some(), length));
            case SUSPEND -> this.events.add(new Event.Suspend(at, some(), length));
            case PARTITION ->
                    this.events.add(
                            new Event.Partition(at, groups(), length, this.chance.happens(0.3)));
            case CLOG ->
                    this.events.add(new Event.Clog(at, links(), length, this.chance.happens(0.6)));
            case DRIFT ->
                    this.events.add(new Event.Drift(at, some(), this.chance.between(-200, 200)));
            case CLOCK_STEP -> this.events.add(new Event.ClockStep(at, some(), clockStep()));
            case POISON -> this.events.add(poison(at));
            case DUPLICATE_ID ->
                    this.events.add(new Event.Duplicate(at, this.chance.below(this.nodes), length));
            case SETTINGS -> this.events.add(new Event.Settings(at, mostlyAll(), change()));
            case KICK ->
                    this.events.add(new Event.Kick(at, some(), this.chance.between(-3.1, 3.1)));
            default -> throw new IllegalArgumentException("Not an event: " + kind);
        }
    }

    /** Adds an event that stops nodes and, in most cases, their restart up to six seconds later. */
    private void down(Event event) {
        this.events.add(event);
        if (this.chance.happens(0.7)) {
            long at = event.atNanos() + at(this.chance.between(0, 2) * this.chance.between(0, 3));
            Event.Targets who = event.targets().nodes().isEmpty() ? share(1) : event.targets();
            this.events.add(restart(at, who));
        }
    }

    private Event.Restart restart(long at, Event.Targets who) {
        return new Event.Restart(
                at,
                who,
                this.chance.happens(0.8),
                this.chance.happens(0.2) ? 3600 * SECOND : 0,
                this.chance.happens(0.3),
                this.chance.between(0, 6));
    }

    /** Restarts one node several times, or several nodes in turn. */
    private void storm(long at) {
        int node = this.chance.below(this.nodes);
        boolean rolling = this.chance.happens(0.5);
        int count = 2 + this.chance.below(5);
        long gap = at(this.chance.between(0.02, 1));
        for (int i = 0; i < count; i++) {
            this.events.add(restart(at + i * gap, one(rolling ? (node + i) % this.nodes : node)));
        }
    }

    private static Event.Targets one(int node) {
        return new Event.Targets(List.of(node), 0);
    }

    private static Event.Targets share(double share) {
        return new Event.Targets(List.of(), share);
    }

    private Event.Targets some() {
        if (this.chance.happens(0.75)) {
            return one(this.chance.below(this.nodes));
        }
        if (this.chance.happens(0.3)) {
            return share(this.chance.happens(0.5) ? 1 : this.chance.between(0.2, 0.8));
        }
        return new Event.Targets(nodes(0.4), 0);
    }

    private Event.Targets mostlyAll() {
        return this.chance.happens(0.8) ? share(1) : some();
    }

    /** Draws each node with a probability, and at least one. */
    private List<Integer> nodes(double probability) {
        List<Integer> chosen =
                IntStream.range(0, this.nodes)
                        .filter((node) -> this.chance.happens(probability))
                        .boxed()
                        .toList();
        return chosen.isEmpty() ? List.of(this.chance.below(this.nodes)) : chosen;
    }

    private List<List<Integer>> groups() {
        List<Integer> first = nodes(0.4);
        if (this.chance.happens(0.7)) {
            return List.of(first);
        }
        List<Integer> second =
                IntStream.range(0, this.nodes)
                        .filter((node) -> !first.contains(node) && this.chance.happens(0.5))
                        .boxed()
                        .toList();
        return second.isEmpty() ? List.of(first) : List.of(first, second);
    }

    /** Draws one to three directed links, some with the opposite direction. */
    private List<List<Integer>> links() {
        List<List<Integer>> links = new ArrayList<>();
        int count = 1 + this.chance.below(3);
        for (int i = 0; i < count; i++) {
            int from = this.chance.below(this.nodes);
            int to = (from + 1 + this.chance.below(this.nodes - 1)) % this.nodes;
            links.add(List.of(from, to));
            if (this.chance.happens(0.3)) {
                links.add(List.of(to, from));
            }
        }
        return links;
    }

    private long clockStep() {
        double most = this.chance.happens(0.4) ? 0.3 : 5;
        return at(this.chance.between(-most, most));
    }

    private Event poison(long at) {
        return new Event.Poison(
                at,
                FORGERIES[this.chance.below(FORGERIES.length)],
                this.chance.below(this.nodes),
                this.chance.happens(0.5) ? share(1) : some(),
                this.chance.happens(0.9) ? 1 + this.chance.below(10) : 10 + this.chance.below(100),
                (10 + this.chance.below(90)) * MILLI);
    }

    /** Draws one setting with a value that is valid beside the other settings of the scenario. */
    private SettingsChange change() {
        Settings s = this.settings;
        return switch (this.chance.below(7)) {
            case 0 -> SettingsChange.of(Setting.COUPLING, this.chance.between(1, 6));
            case 1 -> SettingsChange.of(Setting.FREQUENCY, this.chance.between(-2, 2));
            case 2 -> SettingsChange.of(Setting.PHASE_LAG, this.chance.between(-1, 1));
            case 3 ->
                    SettingsChange.of(
                            Setting.NOISE,
                            this.chance.happens(0.3) ? this.chance.between(0, 0.2) : 0);
            case 4 ->
                    SettingsChange.of(
                            Setting.STEP, within(s.stepNanos() / 2, s.gossipPeriodNanos()));
            case 5 ->
                    SettingsChange.of(
                            Setting.GOSSIP_PERIOD,
                            within(s.stepNanos(), s.ttlNanos() / Settings.PERIODS_PER_TTL));
            default ->
                    SettingsChange.of(
                            Setting.TTL,
                            within(s.gossipPeriodNanos() * Settings.PERIODS_PER_TTL, 5 * SECOND));
        };
    }

    private long within(long from, long to) {
        return from + (long) (this.chance.nextDouble() * (to - from));
    }
}
