package org.chorusmesh.service;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a node: its last events, which the log has too, the beats of the last
 * minute, and how far it was in step. What it keeps is bounded, whatever others send. The
 * integrator's thread writes; any thread may read, and delays no other.
 */
public final class Chronicle {

    private final long startedWallMillis;
    private final NodeEvents events;
    private final TransitionLog log;
    private final AddressWatch addressWatch;
    private final OrderHistory history = new OrderHistory();
    private final OrderSeconds seconds;
    private final BeatTraces traces;

    private volatile BeatStatistics beats = BeatStatistics.NONE;

    /**
     * Nothing has happened yet.
     *
     * @param wallClock says when things happen
     */
    Chronicle(InstantSource wallClock) {
        this.startedWallMillis = wallClock.millis();
        this.events = new NodeEvents(wallClock);
        this.log = new TransitionLog(this.events);
        this.addressWatch = new AddressWatch(this.events, wallClock);
        this.seconds = new OrderSeconds(wallClock);
        this.traces = new BeatTraces(wallClock);
    }

    /** Whether a beat is one of those that are kept, so that its step must be looked at. */
    boolean traces(FiredBeat beat) {
        return this.traces.isNext(beat);
    }

    /** Counts a beat whose step is not looked at. */
    void count(FiredBeat beat) {
        this.beats = this.beats.and(beat);
    }

    /**
     * Looks at a step.
     *
     * @param commands what it applied
     * @param beat what it fired; null for nothing
     * @param gossip how the sockets are
     */
    void look(
            Synchrony synchrony,
            List<Command> commands,
            @Nullable FiredBeat beat,
            Supplier<GossipStatus> gossip) {
        NodeSnapshot snapshot = synchrony.snapshot();
        this.history.add(snapshot);
        this.seconds.look(synchrony);
        if (beat != null) {
            count(beat);
            this.traces.look(beat, synchrony);
        }
        this.log.look(synchrony, commands, this.addressWatch.excused());
        this.addressWatch.look(snapshot, gossip);
    }

    /**
     * Adds an event that the log has already, such as what an operator has done.
     *
     * @param atNanos when, by the node's monotonic clock
     * @param nodeId the peer that it is about; null if it is about none
     * @param text one sentence
     */
    public void add(NodeEvent.Kind kind, long atNanos, @Nullable String nodeId, String text) {
        this.events.add(kind, atNanos, nodeId, text);
    }

    /** When the node was made, by the wall clock, milliseconds since 1970. */
    public long startedWallMillis() {
        return this.startedWallMillis;
    }

    /** The last thousand events, oldest first. */
    public List<NodeEvent> events() {
        return this.events.all();
    }

    /** The beats of the last minute, at least a quarter of a second apart, oldest first. */
    public List<BeatTrace> beats() {
        return this.traces.list();
    }

    /** How far the node was in step for each second of the last hour, oldest first. */
    public List<OrderSecond> seconds() {
        return this.seconds.list();
    }

    /** The order parameter of the last minute, oldest first. */
    public List<OrderSample> history() {
        return this.history.samples();
    }

    /** How many beats the node has fired. */
    public BeatStatistics beatStatistics() {
        return this.beats;
    }

    /** The addresses that the node dials, as a step of the last second saw them. */
    public List<DialledAddress> addresses() {
        return this.addressWatch.addresses();
    }

    /** How many addresses were known then, of which the node of a large mesh dials some. */
    public int addressesFound() {
        return this.addressWatch.found();
    }
}
