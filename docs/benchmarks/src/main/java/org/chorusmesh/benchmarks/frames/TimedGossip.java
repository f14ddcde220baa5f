package org.chorusmesh.benchmarks.frames;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * Gossip in a process that holds the whole mesh, so that one clock times all: from the step that
 * wrote a report to its receipt.
 */
final class TimedGossip implements Gossip {

    private static final int SIZED_ONE_IN = 64;

    private final Gossip gossip;
    private final FrameCodec codec;
    private final LongAdder sizedBytes;
    private final LongAdder sized;
    private final Latencies latencies = new Latencies();
    private int published;

    /**
     * @param sizedBytes to which the size of some frames is added
     * @param sized to which their number is added
     */
    TimedGossip(Gossip gossip, String mesh, LongAdder sizedBytes, LongAdder sized) {
        this.gossip = gossip;
        this.codec = new FrameCodec(mesh, List.of());
        this.sizedBytes = sizedBytes;
        this.sized = sized;
    }

    Latencies latencies() {
        return this.latencies;
    }

    @Override
    public void start() {
        this.gossip.start();
    }

    @Override
    public CompletableFuture<Void> bound() {
        return this.gossip.bound();
    }

    @Override
    public void publish(Report report) {
        this.gossip.publish(report);
        if (this.published++ % SIZED_ONE_IN == 0) {
            this.sizedBytes.add(this.codec.encode(report).length);
            this.sized.increment();
        }
    }

    @Override
    public Inbound drain() {
        Inbound inbound = this.gossip.drain();
        inbound.arrivals()
                .forEach(
                        (arrival) ->
                                this.latencies.add(
                                        arrival.receivedNanos() - arrival.report().stampNanos()));
        return inbound;
    }

    @Override
    public void callBelow(long periodNanos, Runnable call) {
        this.gossip.callBelow(periodNanos, call);
    }

    @Override
    public Command.AddressesKnown addresses() {
        return this.gossip.addresses();
    }

    @Override
    public @Nullable String nextReleased() {
        return this.gossip.nextReleased();
    }

    @Override
    public void tune(long ttlNanos) {
        this.gossip.tune(ttlNanos);
    }

    @Override
    public GossipStatus status() {
        return this.gossip.status();
    }

    @Override
    public void close() {
        this.gossip.close();
    }
}
