package org.chorusmesh.peers;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.jspecify.annotations.Nullable;

/**
 * The state of one node, which it sends once a gossip period. A report is plain data and checks
 * nothing, since the node that receives it judges and counts it.
 *
 * @param nodeId id of the writer
 * @param boot boot of the writer
 * @param lamport Lamport time of the step that wrote the report, 0 … 2^53−1
 * @param stampNanos the writer's monotonic clock at that step, of arbitrary origin and sign
 * @param gossipPeriodNanos time to the writer's next report as intended
 * @param phase the writer's phase at the stamp, radians
 * @param rate its derivative at the stamp without the noise, rad/s
 * @param naturalFrequency the writer's natural frequency, rad/s
 * @param joining whether the writer is still joining, so that the report has no weight
 * @param goodbye whether the writer leaves with this report
 * @param echoes answers to some of the writer's peers
 * @param meshSettings the version of the mesh's settings that the writer carries; null for none
 * @param beat the beat fields; null if the writer takes part in the phase only
 * @param order what the writer estimates as the order parameter of the mesh at the stamp; null for
 *     none
 * @param longestPeriodNanos longest time between two reports with which the writer copes; 0 if it
 *     copes with a constant period only
 */
public record Report(
        String nodeId,
        Boot boot,
        long lamport,
        long stampNanos,
        long gossipPeriodNanos,
        double phase,
        double rate,
        double naturalFrequency,
        boolean joining,
        boolean goodbye,
        List<Echo> echoes,
        @Nullable MeshSettings meshSettings,
        @Nullable BeatReport beat,
        @Nullable ComplexOrder order,
        long longestPeriodNanos) {

    /** Creates a report of the phase only. */
    public Report(
            String nodeId,
            Boot boot,
            long lamport,
            long stampNanos,
            long gossipPeriodNanos,
            double phase,
            double rate,
            double naturalFrequency,
            boolean joining,
            boolean goodbye,
            List<Echo> echoes) {
        this(
                nodeId,
                boot,
                lamport,
                stampNanos,
                gossipPeriodNanos,
                phase,
                rate,
                naturalFrequency,
                joining,
                goodbye,
                echoes,
                null,
                null,
                null,
                0);
    }

    /** Makes a report that differs from this one. */
    public ReportBuilder toBuilder() {
        return new ReportBuilder(this);
    }
}
