package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.peers.Report;

/** Gossip without a network: tests put reports in and look at what came out. */
public final class FakeGossip implements Gossip {

    private final List<Report> published = new CopyOnWriteArrayList<>();

    private final List<String> calls = new CopyOnWriteArrayList<>();

    private List<Arrival> inbox = new ArrayList<>();

    private long callBelowNanos;

    private Runnable call;

    private volatile Command.AddressesKnown addresses = new Command.AddressesKnown(true, 0);

    private final CompletableFuture<Void> bound = new CompletableFuture<>();

    private volatile boolean healthy = true;

    private volatile List<GossipStatus.LinkStatus> links = List.of();

    private volatile Throwable failure;

    private volatile long ttlNanos;

    private final Queue<String> released = new ConcurrentLinkedQueue<>();

    private volatile GossipStatus.OverlayStatus overlay =
            new GossipStatus.OverlayStatus(0, false, 16);

    private volatile boolean mutual = true;

    @Override
    public void start() {
        this.calls.add("start");
    }

    @Override
    public CompletableFuture<Void> bound() {
        return this.bound;
    }

    @Override
    public void publish(Report report) {
        this.published.add(report);
        if (report.goodbye()) {
            this.calls.add("goodbye");
        }
    }

    @Override
    public synchronized Inbound drain() {
        if (this.failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (this.failure instanceof Error error) {
            throw error;
        }
        List<Arrival> drained = this.inbox;
        this.inbox = new ArrayList<>();
        this.call = null;
        return Inbound.of(drained);
    }

    @Override
    public synchronized void callBelow(long periodNanos, Runnable newCall) {
        this.callBelowNanos = periodNanos;
        this.call = newCall;
        callIfDue();
    }

    private void callIfDue() {
        if (this.call != null
                && this.inbox.stream()
                        .anyMatch(
                                (arrival) ->
                                        arrival.report().gossipPeriodNanos()
                                                < this.callBelowNanos)) {
            this.call.run();
            this.call = null;
        }
    }

    @Override
    public Command.AddressesKnown addresses() {
        return this.addresses;
    }

    @Override
    public String nextReleased() {
        return this.released.poll();
    }

    /** Dials a peer no longer. */
    public void release(String nodeId) {
        this.released.add(nodeId);
    }

    @Override
    public void tune(long newTtlNanos) {
        this.ttlNanos = newTtlNanos;
    }

    @Override
    public GossipStatus status() {
        return new GossipStatus(
                this.healthy,
                this.bound.isCompletedExceptionally(),
                this.healthy ? null : "the gossip sockets are down",
                "127.0.0.1:5690",
                7,
                2,
                this.links,
                this.overlay);
    }

    @Override
    public void close() {
        this.calls.add("close");
    }

    public synchronized void receive(Report report) {
        this.inbox.add(new Arrival(report, System.nanoTime()));
        callIfDue();
    }

    public void setAddresses(Command.AddressesKnown known) {
        this.addresses = known;
    }

    /** Dials no address. */
    public void setNoLink() {
        this.links = List.of();
    }

    /** Dials one address, at which this is found. */
    public void setLink(AddressState state, FakePeer peer, String mesh) {
        this.links =
                List.of(
                        new GossipStatus.LinkStatus(
                                "peer.mesh:7000",
                                "10.0.0.7:7000",
                                state,
                                0,
                                (peer != null) ? peer.nodeId() : null,
                                (peer != null) ? peer.boot() : null,
                                mesh,
                                1,
                                this.mutual));
    }

    /**
     * Sets the overlay.
     *
     * @param mutual whether the node at the link that is set next is expected to dial this one
     */
    public void setOverlay(int found, boolean active, boolean mutual) {
        this.overlay = new GossipStatus.OverlayStatus(found, active, 16);
        this.mutual = mutual;
    }

    public void setHealthy(boolean isHealthy) {
        this.healthy = isHealthy;
    }

    /** Makes each step fail with this, or none with null. */
    public void setFailure(Throwable throwable) {
        this.failure = throwable;
    }

    public List<Report> published() {
        return this.published;
    }

    public List<String> calls() {
        return this.calls;
    }

    public long ttlNanos() {
        return this.ttlNanos;
    }
}
