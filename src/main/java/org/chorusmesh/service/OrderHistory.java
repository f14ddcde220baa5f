package org.chorusmesh.service;

import java.util.List;
import org.chorusmesh.node.NodeSnapshot;

/**
 * The order parameter of the last minute: a sample of each step that is looked at, at least a
 * gossip period apart, and never more than {@value #CAPACITY} of them.
 */
final class OrderHistory {

    static final int CAPACITY = 1200;

    static final long SPAN_NANOS = 60_000_000_000L;

    private final Recent<OrderSample> samples = new Recent<>();

    void add(NodeSnapshot snapshot) {
        List<OrderSample> before = this.samples.list();
        OrderSample newest = before.isEmpty() ? null : before.get(before.size() - 1);
        long spacing = Math.max(snapshot.settings().gossipPeriodNanos(), SPAN_NANOS / CAPACITY);
        // Half a step early is nearer than half a step late.
        long tolerance = snapshot.settings().stepNanos() / 2;
        if (newest != null && snapshot.atNanos() - newest.atNanos() < spacing - tolerance) {
            return;
        }
        int drop = (before.size() == CAPACITY) ? 1 : 0;
        while (drop < before.size()
                && snapshot.atNanos() - before.get(drop).atNanos() > SPAN_NANOS) {
            drop++;
        }
        this.samples.add(new OrderSample(snapshot.atNanos(), snapshot.order()), drop);
    }

    /** Oldest first; who reads never holds up who adds. */
    List<OrderSample> samples() {
        return this.samples.list();
    }
}
