package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.Report;
import org.junit.jupiter.api.Test;

/** Tests for {@link OrderKeeper}. */
class OrderKeeperTests {

    private static final double TURNS_PER_NANO = 1e-9;

    private final TestNode node = new TestNode();

    private ComplexOrder stated;

    private long lamport;

    /** Runs the node for some periods, with a report of each peer in each. */
    private void run(int periods, List<Function<Reports, Reports>> peers) {
        for (int i = 0; i < 5 * periods; i++) {
            boolean heard = i % 5 == 2;
            Report[] reports =
                    peers.stream()
                            .map((peer) -> peer.apply(turning(++this.lamport)).build())
                            .toArray(Report[]::new);
            Report own = this.node.step(10, heard ? reports : new Report[0]).report();
            if (own != null) {
                this.stated = own.order();
            }
        }
    }

    /** A report of b, stamped at the next step, whose phase turns at 1 Hz. */
    private Reports turning(long at) {
        long stampNanos = this.node.now() + 10 * TestNode.MILLI;
        return Reports.B.lamport(at)
                .stamp(stampNanos)
                .phase(phaseAt(stampNanos))
                .echo(TestNode.OWN_BITS, this.node.now(), 10 * TestNode.MILLI);
    }

    private static double phaseAt(long nanos) {
        return Phases.wrap(2 * Math.PI * ((nanos * TURNS_PER_NANO) % 1));
    }

    /** A peer that states an order of some length in the direction of its phase. */
    private static Function<Reports, Reports> stating(String id, double r) {
        return (report) ->
                report.id(id).order(new ComplexOrder(r, 0).turned(report.build().phase()));
    }

    private OrderParameter shown() {
        return this.node.node.snapshot().meshOrder();
    }

    @Test
    void aLoneNodeStatesItsPhaseAndShowsNone() {
        run(3, List.of());
        assertThat(this.stated.r()).isCloseTo(1, within(1e-12));
        assertThat(shown()).isNull();
    }

    @Test
    void peersThatStateNoneTakeNoPart() {
        run(20, List.of((report) -> report));
        assertThat(this.node.node.snapshot().order().n()).isEqualTo(2);
        assertThat(shown()).isNull();
    }

    /** Two stubborn peers: z = 0.98·(z + 2·0.5)/3 + 0.02, and all turn at 1 Hz. */
    @Test
    void comesBetweenWhatItsPeersStateAndItsOwnPhase() {
        run(100, List.of(stating("b", 0.5), stating("c", 0.5)));
        assertThat(this.node.node.snapshot().order().r()).isGreaterThan(0.9999);
        double settled = (0.98 / 3 + 0.02) / (1 - 0.98 / 3);
        assertThat(this.stated.r()).isCloseTo(settled, within(1e-3));
        assertThat(shown().r()).isCloseTo(settled, within(1e-3));
        assertThat(Phases.difference(shown().meanPhase(), this.node.node.phase()))
                .isCloseTo(0, within(1e-2));
        assertThat(shown().n()).isEqualTo(3);
    }

    /** Carried on at the mean of the rates, the estimates would turn against each other. */
    @Test
    void oneRateOfNonsenseChangesNothing() {
        run(
                100,
                List.of(
                        stating("b", 1),
                        stating("c", 1),
                        (report) -> report.id("d").rate(9e4).order(new ComplexOrder(0, 0))));
        // One of four states 0.
        assertThat(shown().r()).isCloseTo((0.98 * 2 / 4 + 0.02) / (1 - 0.98 / 4), within(0.02));
    }

    @Test
    void anOrderThatIsNoneIsMalformed() {
        assertThat(judged(new ComplexOrder(1, 0))).isEqualTo(Verdict.ADMITTED);
        assertThat(judged(new ComplexOrder(0.6, -0.8))).isEqualTo(Verdict.ADMITTED);
        assertThat(judged(new ComplexOrder(0.8, 0.601))).isEqualTo(Verdict.MALFORMED);
        assertThat(judged(new ComplexOrder(Double.NaN, 0))).isEqualTo(Verdict.MALFORMED);
        assertThat(judged(new ComplexOrder(0, Double.NEGATIVE_INFINITY)))
                .isEqualTo(Verdict.MALFORMED);
    }

    private Verdict judged(ComplexOrder order) {
        return this.node.judge(this.node.fresh(++this.lamport).order(order).build());
    }
}
