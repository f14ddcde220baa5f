package org.chorusmesh.peers;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * What one node says of itself once a gossip period. A report is plain data: nothing is checked
 * here, since whatever comes from the network is judged, and counted, by the node that receives it.
 *
 * @param nodeId the writer's id
 * @param boot the writer's boot
 * @param lamport Lamport time of the step that wrote the report, 0 … 2^53−1
 * @param stampNanos the writer's monotonic clock at that step, of arbitrary origin and sign
 * @param gossipPeriodNanos how often the writer means to report
 * @param phase the writer's phase at the stamp, radians
 * @param rate its derivative at the stamp without the noise, rad/s
 * @param naturalFrequency the writer's natural frequency, rad/s
 * @param joining whether the writer is not in step yet, so that the report has no weight anywhere
 * @param goodbye whether the writer leaves with this report
 * @param echoes answers to some of the writer's peers
 * @param meshSettings the version of the mesh's settings that the writer carries; null for none
 * @param beat what it says of beats and members; null where it takes part in the phase only
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
        @Nullable BeatReport beat) {

    /** A report without settings for the mesh, of a writer that takes part in the phase only. */
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
                null);
    }
}
