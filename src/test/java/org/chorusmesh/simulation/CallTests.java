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
import org.junit.jupiter.params.provider.ValueSource;

/** How long what a calm node receives waits for a step. */
class CallTests {

    private static final long MILLI = 1_000_000L;

    private static final int KICKED = 1;

    /** Notes the waits for the steps of the other nodes. */
    private static final class Waits implements RunObserver {

        private long calm;
        private long disturbed = -1;

        @Override
        public void stepped(long nanos, Member member, List<Arrival> arrivals, StepResult result) {
            if (member.index() == KICKED) {
                return;
            }
            for (Arrival arrival : arrivals) {
                long waited = member.node().atNanos() - arrival.receivedNanos();
                boolean first =
                        this.disturbed < 0
                                && nanos > 15_000 * MILLI
                                && arrival.report().gossipPeriodNanos() == 50 * MILLI;
                if (first) {
                    this.disturbed = waited;
                } else if (this.disturbed < 0 && nanos > 10_000 * MILLI) {
                    this.calm = Math.max(this.calm, waited);
                }
            }
        }

        @Override
        public void sampled(long nanos) {}
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 26, 39, 52, 65, 78, 91})
    void theFirstReportOfADisturbedPeerWaitsForAStepOfTheSettingsAtMost(int millis) {
        Waits waits = new Waits();
        new Simulator(
                        ScenarioReader.parse(
                                """
                                nodes: 4
                                duration: 16s
                                phases: {equal: 0}
                                events: [{at: 15.%03ds, kick: {nodes: [1], by: 0.5}}]
                                """
                                        .formatted(500 + millis)))
                .run(waits, (share) -> {});
        assertThat(waits.calm).isBetween(100 * MILLI, 400 * MILLI);
        assertThat(waits.disturbed).isBetween(0L, 10 * MILLI);
    }
}
