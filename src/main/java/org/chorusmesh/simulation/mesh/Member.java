package org.chorusmesh.simulation.mesh;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeState;
import org.jspecify.annotations.Nullable;

/** One machine of the mesh and, while its process is up, its node. */
public final class Member {

    private static final double SECONDS_PER_NANO = 1e-9;

    final int index;
    String nodeId;
    final VirtualClock clock;
    final Mailbox mailbox = new Mailbox();
    final List<Arrival> received = new ArrayList<>(0);
    private Map<Verdict, Long> earlierVerdicts = Map.of();
    List<Command> commands = List.of();
    private List<Command> carriedOut = List.of();
    @Nullable Node node;
    @Nullable Boot boot;

    /** Time to its next step, unless a command or a report calls for one earlier. */
    long stepNanos;

    /** As its last step says: a report that states a shorter time calls for a step. */
    long callBelowNanos;

    long steppedNanos;
    long incarnation;
    long lastNumber;
    boolean paused;
    boolean suspended;
    boolean leaving;

    Member(int index, String nodeId, VirtualClock clock) {
        this.index = index;
        this.nodeId = nodeId;
        this.clock = clock;
    }

    /** Its index, from 0; that of a duplicate is at least the number of nodes in the scenario. */
    public int index() {
        return this.index;
    }

    /** The id of its node. */
    public String nodeId() {
        return this.nodeId;
    }

    /** The speed of its monotonic clock against virtual time; 0 while it stands still. */
    public double clockSpeed() {
        return this.clock.speed();
    }

    /** Its node; null while its process is down. */
    public @Nullable Node node() {
        return this.node;
    }

    /** The boot of its latest process; null before the first. */
    public @Nullable Boot boot() {
        return this.boot;
    }

    /** Whether commands of an operator wait for its next step. */
    public boolean hasCommands() {
        return !this.commands.isEmpty();
    }

    /** Starts a process with a new node. */
    void start(Node born) {
        stop();
        this.node = born;
        this.mailbox.open();
        this.paused = false;
        this.leaving = false;
    }

    /** Stops the process and discards the frames in flight to it. */
    void stop() {
        if (this.node != null) {
            Map<Verdict, Long> sums = new EnumMap<>(Verdict.class);
            addVerdicts(sums);
            this.earlierVerdicts = sums;
            this.lastNumber = Math.max(this.lastNumber, this.node.beat().number());
        }
        this.node = null;
        this.mailbox.close();
        this.received.clear();
    }

    /** Adds the counts of frames by verdict, of all of its processes up to now. */
    void addVerdicts(Map<Verdict, Long> sums) {
        this.earlierVerdicts.forEach((verdict, count) -> sums.merge(verdict, count, Long::sum));
        if (this.node != null) {
            this.node
                    .snapshot()
                    .verdicts()
                    .forEach((verdict, count) -> sums.merge(verdict, count, Long::sum));
        }
    }

    /** Whether it can step. */
    boolean isAwake() {
        return this.node != null && !this.paused && !this.suspended;
    }

    /** Whether its node runs, so that its phase is part of the mesh. */
    public boolean isRunning() {
        return isAwake() && this.node.state() == NodeState.RUNNING;
    }

    /**
     * Whether it has stepped within twice the time that it meant to let pass, by its own clock.
     * After a jump of the clock this is false until the step that applies the jump to the phase,
     * and after a step back until the clock has caught up.
     */
    public boolean hasSteppedRecently(long nanos) {
        long sinceNanos = this.clock.at(nanos) - this.node.atNanos();
        return sinceNanos >= 0 && sinceNanos <= 2 * this.stepNanos;
    }

    /**
     * When it steps if something calls for it at an instant: no sooner than a step of the settings
     * after the last one, as the integrator.
     */
    long calledAtNanos(long nanos) {
        return Math.max(nanos, this.steppedNanos + this.node.settings().stepNanos());
    }

    /** Says goodbye at the next step and stops then. */
    void leave() {
        command(new Command.Leave());
        this.leaving = true;
    }

    void command(Command command) {
        List<Command> more = new ArrayList<>(this.commands);
        more.add(command);
        this.commands = more;
    }

    List<Command> takeCommands() {
        List<Command> taken = this.commands;
        this.commands = List.of();
        this.carriedOut = taken;
        return taken;
    }

    /** No longer hears a peer that it does not dial any more, and forgets it, as gossip does. */
    void release(String peer) {
        if (this.node != null) {
            this.mailbox.discard(peer);
            this.received.removeIf((arrival) -> arrival.report().nodeId().equals(peer));
            command(new Command.ForgetPeer(peer));
        }
    }

    /** Whether its last step was told to forget a peer. */
    public boolean hasForgotten(String peer) {
        return this.carriedOut.contains(new Command.ForgetPeer(peer));
    }

    /** Moves the frames that arrived since the last step into a list. */
    void drain(long nanos, List<Arrival> into) {
        if (!this.received.isEmpty()) {
            into.addAll(this.received);
            this.received.clear();
        }
        this.mailbox.drain(nanos, this.clock, into);
    }

    /** Stamps the frames that have arrived by now, before the clock changes. */
    void stampArrived(long nanos) {
        this.mailbox.drain(nanos, this.clock, this.received);
    }

    /**
     * The phase at an instant of virtual time, radians, not wrapped: extrapolated from the last
     * step at its rate. NaN while the process is down.
     */
    public double phaseAt(long nanos) {
        Node present = this.node;
        return (present == null)
                ? Double.NaN
                : present.phase()
                        + present.rate()
                                * (this.clock.at(nanos) - present.atNanos())
                                * SECONDS_PER_NANO;
    }
}
