package org.chorusmesh.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.chorusmesh.node.NodeSnapshot;

/**
 * The order parameter of the last minute, one sample a gossip period, but never more than {@value
 * #CAPACITY} of them: with short periods the samples lie further apart than that.
 */
final class OrderHistory {

    static final int CAPACITY = 1200;

    static final long SPAN_NANOS = 60_000_000_000L;

    private final Deque<OrderSample> samples = new ArrayDeque<>();

    synchronized void add(NodeSnapshot snapshot) {
        OrderSample newest = this.samples.peekLast();
        long spacing = Math.max(snapshot.settings().gossipPeriodNanos(), SPAN_NANOS / CAPACITY);
        // Half a step early is nearer than half a step late.
        long tolerance = snapshot.settings().stepNanos() / 2;
        if (newest != null && snapshot.atNanos() - newest.atNanos() < spacing - tolerance) {
            return;
        }
        this.samples.addLast(new OrderSample(snapshot.atNanos(), snapshot.order()));
        while (this.samples.size() > CAPACITY
                || snapshot.atNanos() - this.samples.getFirst().atNanos() > SPAN_NANOS) {
            this.samples.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<OrderSample> samples() {
        return List.copyOf(this.samples);
    }
}
