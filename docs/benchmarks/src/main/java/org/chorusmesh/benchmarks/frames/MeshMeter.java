package org.chorusmesh.benchmarks.frames;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Event;

/** Processor time and latencies of a process that holds a whole mesh. */
final class MeshMeter {

    static final String MESH = "mesh";

    private static final int FEWEST = 100;

    private MeshMeter() {}

    /**
     * Lets it warm up, counts for a while, and says {@code mesh frames cpuNanos nanos p50 p99
     * frameBytes}, the quantiles in nanoseconds.
     */
    static void measure(
            List<Latencies> receivers,
            double warmUpSeconds,
            double seconds,
            LongSupplier frameBytes) {
        Bench.pause(warmUpSeconds);
        Latencies.begin();
        long cpu = Meter.cpuNanos();
        long begin = System.nanoTime();
        Bench.pause(seconds);
        long cpuNanos = Meter.cpuNanos() - cpu;
        long nanos = System.nanoTime() - begin;
        Latencies.end();
        long[] all =
                receivers.stream()
                        .flatMapToLong((receiver) -> Arrays.stream(receiver.all()))
                        .sorted()
                        .toArray();
        if (all.length < FEWEST) {
            throw new IllegalStateException("Only " + all.length + " frames");
        }
        Event.say(
                MESH,
                all.length,
                cpuNanos,
                nanos,
                all[all.length / 2],
                all[(int) (0.99 * all.length)],
                frameBytes.getAsLong());
    }
}
