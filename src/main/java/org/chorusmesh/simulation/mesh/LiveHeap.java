package org.chorusmesh.simulation.mesh;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Measures the live heap of this process. */
final class LiveHeap {

    private LiveHeap() {}

    /** Bytes in use after a collection. */
    static long bytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
