package org.chorusmesh.node;

import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.dynamics.LeakyConsensus;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.peers.Observer;
import org.chorusmesh.peers.PeerTable;
import org.jspecify.annotations.Nullable;

/**
 * The node's estimate of the order parameter of the whole mesh, of which it may hear only a part.
 */
final class OrderKeeper {

    private static final double SECONDS_PER_NANO = 1e-9;

    private final LeakyConsensus consensus = new LeakyConsensus();
    private @Nullable ComplexOrder estimate;
    private long atNanos;
    private double phase;
    private double rate;
    private int heard;

    /**
     * Repeats the estimate, once for each report of the node.
     *
     * @param peers the peers, weighed in this step
     * @param ownPhase phase of the node, radians
     * @param ownRate dθ/dt, rad/s
     * @param nowNanos the instant of the step
     */
    void repeat(
            PeerTable peers, double ownPhase, double ownRate, long nowNanos, Observer observer) {
        this.rate = peers.orders().commonRate(ownRate);
        this.consensus.clear();
        long sinceNanos = nowNanos;
        if (this.estimate != null) {
            double angle = turned(nowNanos);
            this.consensus.add(1, this.estimate, angle, 1);
            this.consensus.move(1, this.phase + angle, ownPhase);
            sinceNanos = this.atNanos;
        }
        this.heard =
                peers.orders()
                        .addTo(
                                this.consensus,
                                sinceNanos,
                                nowNanos,
                                this.rate,
                                peers.commonFrequency(observer),
                                observer.coupling());
        this.estimate = this.consensus.next(ownPhase);
        this.phase = ownPhase;
        this.atNanos = nowNanos;
    }

    private double turned(long nowNanos) {
        return this.rate * (nowNanos - this.atNanos) * SECONDS_PER_NANO;
    }

    /** Forgets the estimate, since the node joins again. */
    void forget() {
        this.estimate = null;
        this.heard = 0;
    }

    /** The estimate at an instant, to be stated in a report; null for none. */
    @Nullable ComplexOrder at(long nowNanos) {
        return (this.estimate != null) ? this.estimate.turned(turned(nowNanos)) : null;
    }

    /**
     * The estimate at an instant, to be shown; null if no peer took part in it.
     *
     * @param members number of present members
     */
    @Nullable OrderParameter shown(long nowNanos, int members) {
        ComplexOrder now = (this.heard > 0) ? at(nowNanos) : null;
        return (now != null) ? new OrderParameter(now.r(), now.meanPhase(), members) : null;
    }
}
