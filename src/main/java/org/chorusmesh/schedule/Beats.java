package org.chorusmesh.schedule;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.members.Slot;
import org.jspecify.annotations.Nullable;

/** The beats and the members of the mesh, for the application. Thread-safe. */
public final class Beats {

    private final BeatSource source;
    private final Jobs jobs;
    private final int expected;
    private final Map<BeatListener, Job> listeners = new HashMap<>();

    Beats(BeatSource source, Jobs jobs, int expected) {
        this.source = source;
        this.jobs = jobs;
        this.expected = expected;
    }

    /** The id of this node. */
    public String nodeId() {
        return this.source.nodeId();
    }

    /** Whether the node has joined its mesh, so that its number is that of the mesh. */
    boolean isRunning() {
        return this.source.isRunning();
    }

    /** The present position of this node. */
    public BeatPosition now() {
        BeatState state = this.source.state();
        double beyond = Pulse.beatsSince(state, state.number(), this.source.nanoTime());
        long whole = Math.max(0, (long) Math.floor(beyond));
        double phase = Math.min(Math.max(0, beyond - whole), Math.nextDown(1.0));
        long number = state.number() + whole;
        return new BeatPosition(number, phase, state.settled(), list(state, number) != null);
    }

    /** The next beat; empty while the phase does not advance. */
    public Optional<BeatTime> next() {
        BeatState state = this.source.state();
        double beyond = Pulse.beatsSince(state, state.nextNumber(), this.source.nanoTime());
        long number = state.nextNumber() + Math.max(0, (long) Math.floor(beyond) + 1);
        return instantOf(number).map((at) -> new BeatTime(number, at));
    }

    /**
     * Estimates the instant of a beat by the wall clock of this node, if the rate stays the same.
     * The nearer the beat, the better the estimate.
     *
     * @param number number of any beat, past or future
     * @return empty while the phase does not advance
     */
    public Optional<Instant> instantOf(long number) {
        long atNanos = this.source.state().instantOf(number, 0);
        return (atNanos == Long.MAX_VALUE)
                ? Optional.empty()
                : Optional.of(
                        this.source
                                .wallClock()
                                .instant()
                                .plusNanos(atNanos - this.source.nanoTime()));
    }

    /**
     * The instant of a position after a beat. Assumes a second for each beat while the phase does
     * not advance.
     */
    Instant plan(long number, double beats) {
        BeatState state = this.source.state();
        long nowNanos = this.source.nanoTime();
        long atNanos = state.instantOf(number, beats);
        if (atNanos == Long.MAX_VALUE) {
            // A coupling that is stronger than the frequency may stop the phase for a moment.
            double ahead = beats - state.beatsSince(number);
            atNanos = nowNanos + (long) (Math.max(1, ahead) * 1e9);
        }
        return this.source.wallClock().instant().plusNanos(atNanos - nowNanos);
    }

    /** The start of this node's turn as a fraction of the cycle, as far as is known now. */
    double turnPlace() {
        BeatState state = this.source.state();
        MemberList list = list(state, state.number());
        int slot = (list != null) ? list.indexOf(nodeId()) : -1;
        return (slot >= 0 && list != null) ? (double) slot / list.size() : StablePlace.of(nodeId());
    }

    /** The ids of the present members that this node knows, its own included, sorted. */
    public List<String> members() {
        return this.source.state().members().stream()
                .filter(MemberView::isPresent)
                .map(MemberView::nodeId)
                .toList();
    }

    /**
     * The sorted ids on which the members agree for the present beat. Every node that has agreement
     * now has the same ids. Empty if this node has no agreement.
     */
    public Optional<List<String>> agreed() {
        BeatState state = this.source.state();
        return Optional.ofNullable(list(state, state.number()))
                .map((list) -> list.present().stream().map(Slot::nodeId).toList());
    }

    /**
     * The agreed list; null also after a pause, since an earlier agreement does not hold any more.
     */
    private @Nullable MemberList list(BeatState state, long number) {
        boolean running = this.source.isRunning();
        boolean fresh = this.source.nanoTime() - state.atNanos() <= this.source.freshNanos();
        return (running && fresh) ? state.agreedList(number) : null;
    }

    /**
     * The share of this node in a common budget of all members, such as calls per second.
     *
     * <p>With agreement the shares of all members on the list add up to the budget. They differ by
     * at most one; the first members of the list have the greater shares. A node that is not on the
     * list has no share.
     *
     * <p>Without agreement the share is the budget divided by the number of members that this node
     * knows, or by {@code chorus.members.expected} if that is greater, rounded down. The shares may
     * then exceed the budget for a while.
     *
     * @param budget ≥ 0
     * @return 0 … budget
     */
    public long share(long budget) {
        if (budget < 0) {
            throw new IllegalArgumentException("A budget must not be negative: " + budget);
        }
        List<String> agreed = agreed().orElse(null);
        if (agreed == null || agreed.isEmpty()) {
            return budget / Math.max(1, Math.max(members().size(), this.expected));
        }
        int index = agreed.indexOf(nodeId());
        if (index < 0) {
            return 0;
        }
        return budget / agreed.size() + ((index < budget % agreed.size()) ? 1 : 0);
    }

    /**
     * Adds a listener that is called on every beat, as a job that skips beats while it runs. Does
     * nothing if it was added before.
     */
    public void addListener(BeatListener listener) {
        synchronized (this.listeners) {
            this.listeners.computeIfAbsent(
                    listener,
                    (added) ->
                            this.jobs.addOnBeat(
                                    name(added), BeatRule.ALWAYS, Overrun.SKIP, added::onBeat));
        }
    }

    /** A stable name: the class of a lambda has a generated name, its enclosing class does not. */
    private static String name(BeatListener listener) {
        String name = listener.getClass().getName();
        int lambda = name.indexOf("$$");
        return "listener." + ((lambda > 0) ? name.substring(0, lambda) : name);
    }

    /** Removes a listener. A running call continues. */
    public void removeListener(BeatListener listener) {
        synchronized (this.listeners) {
            Job job = this.listeners.remove(listener);
            if (job != null) {
                this.jobs.remove(job);
            }
        }
    }
}
