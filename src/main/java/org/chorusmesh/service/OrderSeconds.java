package org.chorusmesh.service;

import java.time.InstantSource;
import java.util.List;
import org.chorusmesh.dynamics.OrderParameter;

/**
 * How far a node was in step, a second at a time, for the last hour: at most {@value #CAPACITY}
 * seconds, 200 kB. The integrator's thread writes; who reads never holds it up.
 */
final class OrderSeconds {

    static final int CAPACITY = 3600;

    private static final long NANOS = 1_000_000_000L;

    private final InstantSource wallClock;

    private final Recent<OrderSecond> seconds = new Recent<>();

    private boolean started;

    private long startNanos;

    private double sum;

    private int count;

    private double spread = Double.NaN;

    OrderSeconds(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    /** Looks at a step; the mean and the least are of the steps looked at. */
    void look(Synchrony synchrony) {
        long now = synchrony.snapshot().atNanos();
        OrderParameter order = synchrony.snapshot().order();
        if (!this.started) {
            this.started = true;
            this.startNanos = now;
        }
        if (order.isDefined()) {
            this.sum += order.r();
            this.count++;
        }
        double present = synchrony.spreadSeconds();
        if (!(present <= this.spread)) {
            this.spread = Double.isNaN(present) ? this.spread : present;
        }
        if (now - this.startNanos >= NANOS) {
            end(now, order.n());
        }
    }

    private void end(long now, int n) {
        List<OrderSecond> before = this.seconds.list();
        int drop = (before.size() == CAPACITY) ? 1 : 0;
        while (drop < before.size() && now - before.get(drop).atNanos() >= CAPACITY * NANOS) {
            drop++;
        }
        this.seconds.add(
                new OrderSecond(
                        this.wallClock.millis(),
                        now,
                        (this.count > 0) ? (float) (this.sum / this.count) : Float.NaN,
                        (float) this.spread,
                        n),
                drop);
        // Whole seconds, so that steps do not add up to a drift; a pause begins another count.
        long whole = (now - this.startNanos) / NANOS;
        this.startNanos += whole * NANOS;
        this.sum = 0;
        this.count = 0;
        this.spread = Double.NaN;
    }

    /** Oldest first. */
    List<OrderSecond> list() {
        return this.seconds.list();
    }
}
