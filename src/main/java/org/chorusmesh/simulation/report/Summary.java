package org.chorusmesh.simulation.report;

import java.util.List;
import java.util.Map;
import org.chorusmesh.simulation.check.Displacement;
import org.chorusmesh.simulation.check.MemberFindings;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run, as {@code summary.json} tells it. What cannot be said is null.
 *
 * @param scenario its name
 * @param seed its seed
 * @param without remedies left out
 * @param nodes how many machines
 * @param running how many ran at the end
 * @param rFinal order parameter at the end
 * @param rMean its average over the last third
 * @param rDeviation its standard deviation there
 * @param rEstimated median of what the running nodes estimate as the order parameter at the end
 * @param rEstimatedError median distance of these estimates from {@code rFinal}
 * @param frequency mean frequency over the last third, rad/s of virtual time, by {@link
 *     MeanFrequencies}
 * @param frequencyHz the same, Hz
 * @param frequencySpread greatest minus least of the nodes' frequencies there, rad/s; null above
 *     1000 nodes
 * @param spreadFinal arc that holds all phases at the end, radians
 * @param phasesFinal of each node relative to the mean, radians in [−π, π]; null of those that do
 *     not run, empty above 1000 nodes
 * @param settleSeconds when the phases came within 0.01 rad of where they ended, not to leave again
 * @param settling whether it was asked if the mesh settles as the equations do, and what came of it
 * @param displacements largest displacement after each event
 * @param beats what came of the beats, the acts apart; null where nodes take no part in them
 * @param members agreement and news of members over the last third; null where nodes take no part
 * @param messages frames by verdict, of all processes
 * @param framesSent handed to a link
 * @param framesLost of these not delivered
 * @param invariants how often each was broken; 0 is what must be
 * @param breaches the first of them
 * @param steps how many steps all nodes took
 * @param virtualSeconds how long the run was
 * @param wallSeconds how long it took
 * @param cpuSeconds of the thread that ran it, without the collector's
 * @param nodeSecondsPerCpuSecond speed of the simulation
 * @param bytesPerNode live heap that the mesh takes after the run, without the trace, by the number
 *     of nodes; null of fewer than 1000, where the program itself is most of it
 * @param digest of all phase bits: same scenario and seed, same digest
 */
public record Summary(
        String scenario,
        long seed,
        List<String> without,
        int nodes,
        int running,
        @Nullable Double rFinal,
        @Nullable Double rMean,
        @Nullable Double rDeviation,
        @Nullable Double rEstimated,
        @Nullable Double rEstimatedError,
        @Nullable Double frequency,
        @Nullable Double frequencyHz,
        @Nullable Double frequencySpread,
        @Nullable Double spreadFinal,
        List<@Nullable Double> phasesFinal,
        @Nullable Double settleSeconds,
        String settling,
        List<Displacement> displacements,
        @Nullable BeatSummary beats,
        @Nullable MemberFindings members,
        Map<String, Long> messages,
        long framesSent,
        long framesLost,
        Map<String, Integer> invariants,
        List<String> breaches,
        long steps,
        double virtualSeconds,
        double wallSeconds,
        double cpuSeconds,
        double nodeSecondsPerCpuSecond,
        @Nullable Long bytesPerNode,
        String digest) {

    /** Whether nothing was broken. */
    public boolean isSound() {
        return this.breaches.isEmpty();
    }
}
