package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.RunObserver;
import org.chorusmesh.simulation.mesh.Simulator;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the nodes of a mesh that nothing disturbs report, and whether they agree all the same:
 * up to 17 over two links, up to 225 over three.
 */
class CalmAgreementTests {

    private static final long BEGIN_NANOS = 15_000_000_000L;

    private static final double COUNTED_SECONDS = 15;

    /** Counts reports, and the beats that nodes reach with and without agreement. */
    private static final class Counts implements RunObserver {

        private int reports;
        private int beats;
        private int agreed;

        @Override
        public void stepped(long nanos, Member member, List<Arrival> arrivals, StepResult result) {
            if (nanos < BEGIN_NANOS) {
                return;
            }
            this.reports += (result.report() != null) ? 1 : 0;
            if (result.beat() != null) {
                this.beats++;
                boolean now = member.node().beat().agreedList(result.beat().number()) != null;
                this.agreed += now ? 1 : 0;
            }
        }

        @Override
        public void sampled(long nanos) {}
    }

    private static Counts run(int nodes, String network) {
        Counts counts = new Counts();
        new Simulator(
                        ScenarioReader.parse(
                                """
                                nodes: %d
                                duration: 30s
                                topology: overlay
                                phases: {equal: 0}
                                beats: {enabled: true}
                                network: {delay: {uniform: {from: 0.1ms, to: 0.5ms}}, %s}
                                """
                                        .formatted(nodes, network)))
                .run(counts, (share) -> {});
        assertThat(counts.beats).isGreaterThanOrEqualTo(nodes * 14);
        return counts;
    }

    @ParameterizedTest
    @CsvSource({"3, 3.6", "17, 3.6", "30, 3.8", "100, 3.8"})
    void theNodesOfACalmMeshReportThreeTimesASecondAndAgreeForEachBeat(int nodes, double most) {
        Counts counts = run(nodes, "loss: 0");
        assertThat(counts.agreed).isEqualTo(counts.beats);
        assertThat(counts.reports / COUNTED_SECONDS / nodes).isBetween(2.8, most);
    }

    /** As long as TCP takes to send again what was lost, and somewhat longer. */
    @ParameterizedTest
    @CsvSource({"17, 210ms", "17, 300ms", "30, 210ms", "30, 300ms", "100, 210ms", "100, 300ms"})
    void aReportThatComesLateCostsNoAgreement(int nodes, String late) {
        Counts counts = run(nodes, "stall: {probability: 0.001, for: " + late + "}");
        assertThat(counts.agreed).isEqualTo(counts.beats);
    }
}
