package org.chorusmesh.simulation.mesh;

import java.util.EnumMap;
import java.util.Map;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * A run that is over.
 *
 * @param scenario what was run
 * @param mesh as it was at the end
 * @param network likewise
 * @param trace what was seen
 * @param steps how many steps all nodes took
 * @param wallNanos how long it took
 * @param cpuNanos of its thread
 * @param heapBefore live heap before the mesh was there, bytes; null of meshes too small to weigh
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

    /** Frames by verdict, of all processes that ran. */
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
     * The live heap that came with the mesh, without the trace, by the number of nodes; bytes, null
     * of meshes too small for that to say much.
     */
    public @Nullable Long bytesPerNode() {
        return (this.heapBefore == null)
                ? null
                : (LiveHeap.bytes() - this.heapBefore - this.trace.bytes()) / this.scenario.nodes();
    }
}
