package org.chorusmesh.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/**
 * Hands reports to other nodes of the same process without sockets and frames, and over sockets to
 * the one node that is measured, where that is a neighbour.
 */
final class MemoryGossip implements Gossip {

    private final int others;
    private final @Nullable Gossip measured;
    private final List<MemoryGossip> neighbours = new ArrayList<>();
    private final Object lock = new Object();
    private List<Arrival> arrivals = new ArrayList<>();
    private long leastPeriodNanos = Long.MAX_VALUE;
    private long callBelowNanos;
    private Runnable call = () -> {};

    /**
     * @param others number of addresses that the node knows, without its own
     * @param measured the way to the measured node; null if it is no neighbour
     */
    MemoryGossip(int others, @Nullable Gossip measured) {
        this.others = others;
        this.measured = measured;
    }

    /** Adds a neighbour in this process, before the start. */
    void join(MemoryGossip neighbour) {
        this.neighbours.add(neighbour);
    }

    @Override
    public void start() {
        if (this.measured != null) {
            this.measured.start();
        }
    }

    @Override
    public CompletableFuture<Void> bound() {
        return (this.measured != null)
                ? this.measured.bound()
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public void publish(Report report) {
        Arrival arrival = new Arrival(report, System.nanoTime());
        this.neighbours.forEach((neighbour) -> neighbour.take(arrival));
        if (this.measured != null) {
            this.measured.publish(report);
        }
    }

    private void take(Arrival arrival) {
        Runnable due;
        synchronized (this.lock) {
            this.arrivals.add(arrival);
            this.leastPeriodNanos =
                    Math.min(this.leastPeriodNanos, arrival.report().gossipPeriodNanos());
            due = takeCall();
        }
        due.run();
    }

    private Runnable takeCall() {
        if (this.leastPeriodNanos >= this.callBelowNanos) {
            return () -> {};
        }
        this.callBelowNanos = 0;
        return this.call;
    }

    @Override
    public Inbound drain() {
        List<Arrival> taken;
        synchronized (this.lock) {
            taken = this.arrivals;
            this.arrivals = new ArrayList<>();
            this.leastPeriodNanos = Long.MAX_VALUE;
            this.callBelowNanos = 0;
        }
        if (this.measured != null) {
            taken.addAll(this.measured.drain().arrivals());
        }
        return Inbound.of(taken);
    }

    @Override
    public void callBelow(long periodNanos, Runnable whenIn) {
        if (this.measured != null) {
            this.measured.callBelow(periodNanos, whenIn);
        }
        Runnable due;
        synchronized (this.lock) {
            this.callBelowNanos = periodNanos;
            this.call = whenIn;
            due = takeCall();
        }
        due.run();
    }

    @Override
    public Command.AddressesKnown addresses() {
        return new Command.AddressesKnown(true, this.others);
    }

    @Override
    public @Nullable String nextReleased() {
        return null;
    }

    @Override
    public void tune(long ttlNanos) {
        if (this.measured != null) {
            this.measured.tune(ttlNanos);
        }
    }

    @Override
    public GossipStatus status() {
        return new GossipStatus(
                true,
                false,
                null,
                "",
                0,
                0,
                List.of(),
                new GossipStatus.OverlayStatus(
                        this.others + 1, this.neighbours.size() < this.others, Overlay.FULL));
    }

    @Override
    public void close() {
        if (this.measured != null) {
            this.measured.close();
        }
    }
}
