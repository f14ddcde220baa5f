package org.chorusmesh.peers;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.dynamics.LeakyConsensus;

/**
 * What the peers in a table estimate as the order parameter of the mesh, for the node that has
 * {@linkplain PeerTable#addTo weighed} them in the same step.
 */
public final class PeerOrders {

    private static final double SECONDS_PER_NANO = 1e-9;

    private final PeerList peers;
    private final PeerRows rows;
    private double[] rates = new double[16];

    PeerOrders(PeerList peers, PeerRows rows) {
        this.peers = peers;
        this.rows = rows;
    }

    /**
     * The rate at which the mesh turns: the median of the rates of this node and of the peers that
     * have weight. All that are locked have the same rate, so a drifter or a liar changes nothing.
     *
     * @param ownRate dθ/dt of this node, rad/s
     * @return rad/s
     */
    public double commonRate(double ownRate) {
        int size = this.peers.size();
        if (this.rates.length <= size) {
            this.rates = new double[2 * size + 1];
        }
        int count = 0;
        this.rates[count++] = ownRate;
        for (int row = 0; row < size; row++) {
            if (this.rows.weight(row) > 0) {
                this.rates[count++] = this.rows.rate(row);
            }
        }
        Arrays.sort(this.rates, 0, count);
        return (this.rates[(count - 1) / 2] + this.rates[count / 2]) / 2;
    }

    /**
     * Adds the estimate of every peer that has weight and states one, and by how much those that
     * were added at the last repetition have moved since.
     *
     * @param sinceNanos the instant of the last repetition; that of the step if there was none
     * @param nowNanos the instant of the step
     * @param commonRate the rate at which the mesh turns, rad/s
     * @param commonFrequency Ω as this node sees it, rad/s
     * @param coupling K, rad/s
     * @return number of these peers
     */
    public int addTo(
            LeakyConsensus consensus,
            long sinceNanos,
            long nowNanos,
            double commonRate,
            double commonFrequency,
            double coupling) {
        List<Peer> all = this.peers.all();
        long periodNanos = nowNanos - sinceNanos;
        double turned = commonRate * periodNanos * SECONDS_PER_NANO;
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            Peer peer = all.get(i);
            PeerOrder said = peer.order();
            ComplexOrder order = said.stated();
            int row = peer.row();
            double weight = this.rows.weight(row);
            if (order != null && weight > 0) {
                long ageNanos = nowNanos - this.rows.heldAtNanos(row);
                double age = (periodNanos > 0) ? (double) Math.max(0, ageNanos) / periodNanos : 0;
                consensus.add(weight, order, commonRate * ageNanos * SECONDS_PER_NANO, age);
                double phase = this.rows.at(row, nowNanos, commonFrequency, coupling).phase();
                if (periodNanos > 0 && said.wasPlaced(sinceNanos)) {
                    consensus.move(weight, said.phase() + turned, phase);
                }
                said.place(phase, nowNanos);
                count++;
            }
        }
        return count;
    }
}
