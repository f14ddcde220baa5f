package org.chorusmesh.benchmarks.frames;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Event;

/** Frames and processor time of this process. */
final class Meter {

    static final String RATE = "rate";

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Meter() {}

    /**
     * Lets the process warm up, counts for a while, and says {@code rate frames cpuNanos nanos}.
     *
     * @param frames how many there have been so far; may grow without being asked
     */
    static void measure(LongSupplier frames, double warmUpSeconds, double seconds) {
        Bench.pause(warmUpSeconds);
        long before = frames.getAsLong();
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        Bench.pause(seconds);
        Event.say(RATE, frames.getAsLong() - before, cpuNanos() - cpu, System.nanoTime() - begin);
    }

    /** Processor time of this process so far. */
    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }
}
