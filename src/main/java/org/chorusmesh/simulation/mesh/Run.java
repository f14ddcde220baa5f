package org.chorusmesh.simulation.mesh;

import java.util.EnumMap;
import java.util.Map;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * A finished run.
 *
 * @param scenario the scenario
 * @param mesh the mesh at the end
 * @param network the network at the end
 * @param trace the samples of the run
 * @param steps number of steps of all nodes
 * @param wallNanos real time that the run took
 * @param cpuNanos CPU time of its thread
 * @param heapBefore live heap before the mesh was created, bytes; null below 1000 nodes
 */
public record Run(
        Scenario scenario,
        Mesh mesh,
        Network network,
        Trace trace,
        long steps,
        long wallNanos,
        long cpuNanos,
        @Nullable Long heapBefore) {

    /** Number of frames by verdict, of all processes of the run. */
    public Map<Verdict, Long> verdicts() {
        Map<Verdict, Long> sums = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            sums.put(verdict, 0L);
        }
        for (Member member : this.mesh.members) {
            member.addVerdicts(sums);
        }
        return sums;
    }

    /**
     * Live heap of the mesh, without the trace, divided by the number of nodes, bytes; null below
     * 1000 nodes.
     */
    public @Nullable Long bytesPerNode() {
        return (this.heapBefore == null)
                ? null
                : (LiveHeap.bytes() - this.heapBefore - this.trace.bytes()) / this.scenario.nodes();
    }
}
