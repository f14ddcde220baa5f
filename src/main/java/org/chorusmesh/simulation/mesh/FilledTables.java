package org.chorusmesh.simulation.mesh;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.scenario.Topology;

/**
 * Fills the peer tables of a mesh before its first step, so that every node has heard all of its
 * neighbours and their answers when the run begins.
 */
final class FilledTables {

    private static final double SECONDS_PER_NANO = 1e-9;

    private final Mesh mesh;
    private final Settings settings;
    private final Network network;

    /**
     * @param settings those of every node, for the rates at the start
     * @param network gives the least transit times
     */
    FilledTables(Mesh mesh, Settings settings, Network network) {
        this.mesh = mesh;
        this.settings = settings;
        this.network = network;
    }

    /**
     * Hands each node a report of each neighbour that arrives at the start of the run. It was sent
     * the least transit time before, and answers all neighbours of its sender.
     */
    void fill() {
        double[] rates = initialRates();
        for (Member sender : this.mesh.members) {
            if (sender.node != null) {
                fill(sender, rates[sender.index]);
            }
        }
    }

    private void fill(Member sender, double rate) {
        int[] receivers = this.mesh.neighbours[sender.index];
        List<Echo> echoes = new ArrayList<>(receivers.length);
        for (int k = 0; k < receivers.length; k++) {
            Member receiver = this.mesh.members[receivers[k]];
            if (receiver.node != null) {
                long there = this.network.leastTransitNanos(sender.index, k);
                long back =
                        this.network.leastTransitNanos(
                                receiver.index,
                                Topology.indexOf(
                                        this.mesh.neighbours[receiver.index], sender.index));
                echoes.add(new Echo(bits(receiver), receiver.clock.at(-there - back), 0));
            }
        }
        for (int k = 0; k < receivers.length; k++) {
            Member receiver = this.mesh.members[receivers[k]];
            if (receiver.node != null) {
                long there = this.network.leastTransitNanos(sender.index, k);
                receiver.received.add(
                        new Arrival(report(sender, rate, there, echoes), receiver.clock.at(0)));
            }
        }
    }

    private static long bits(Member member) {
        return member.node.snapshot().identity().boot().bits();
    }

    private Report report(Member sender, double rate, long beforeNanos, List<Echo> echoes) {
        double phase = this.mesh.theta[sender.index] - rate * beforeNanos * SECONDS_PER_NANO;
        return new Report(
                sender.nodeId,
                sender.node.snapshot().identity().boot(),
                0,
                sender.clock.at(-beforeNanos),
                sender.node.settings().gossipPeriodNanos(),
                Phases.wrap(phase),
                rate,
                this.mesh.omega[sender.index],
                false,
                false,
                echoes);
    }

    private double[] initialRates() {
        double[] omega = this.mesh.omega;
        double[] rates =
                new MeanField(
                                this.mesh.neighbours,
                                omega,
                                this.settings.coupling(),
                                this.settings.phaseLag())
                        .rates(this.mesh.theta);
        for (int i = 0; i < rates.length; i++) {
            rates[i] = omega[i] + this.mesh.couplingFactor(i) * (rates[i] - omega[i]);
        }
        return rates;
    }
}
