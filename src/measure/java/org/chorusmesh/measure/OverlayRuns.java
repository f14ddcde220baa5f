package org.chorusmesh.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Settings;

/** Many real nodes over the overlay, several a process, and what churn leaves behind. */
final class OverlayRuns {

    private static final int PORT = 22_300;
    private static final int NODES_A_PROCESS = 25;
    private static final int PATIENCE_SECONDS = 240;
    private static final int DEGREE = 16;
    private static final long CHURN_MILLIS = 4000;
    private static final long LOOK_MILLIS = 5000;
    private static final double IN_STEP = 0.99;

    private final Figures figures;

    OverlayRuns(Figures figures) {
        this.figures = figures;
    }

    private record Sample(
            double r,
            int nodes,
            int leastLive,
            int mostDialled,
            int leastMembers,
            int agreed,
            double connects,
            int threads,
            long descriptors,
            long cpuNanos) {

        boolean isWhole(int total) {
            return this.nodes == total
                    && this.leastLive >= Math.min(DEGREE, total - 1)
                    && this.leastMembers == total
                    && this.agreed == total;
        }
    }

    /** Brings up a mesh, lets it lock, then restarts a node every four seconds. */
    void run(int total, int churnSeconds) {
        List<ManyProcess> processes = new ArrayList<>();
        try {
            long began = System.nanoTime();
            start(processes, total, ManyNodes.settings(total));
            Sample up = awaitWhole(processes, total);
            double seconds = (System.nanoTime() - began) * 1e-9;
            long cpu = sample(processes).cpuNanos;
            long fromNanos = System.nanoTime();
            Mesh.pause(20_000);
            Sample locked = sample(processes);
            // A machine without a core to spare answers late.
            double wallNanos = System.nanoTime() - fromNanos;
            this.figures.add(
                    "%d real nodes over the overlay, step %d ms, period %d ms, TTL %d s, from the start of their processes"
                            .formatted(
                                    total,
                                    ManyNodes.settings(total).stepNanos() / 1_000_000,
                                    ManyNodes.settings(total).gossipPeriodNanos() / 1_000_000,
                                    ManyNodes.settings(total).ttlNanos() / 1_000_000_000),
                    "all live, r ≥ 0.99, all agreed",
                    "after %.0f s: r %.4f; later r %.4f, at least %d live peers of at most %d dialled, %d members, %d of %d agreed, %.1f connections opened a node",
                    seconds,
                    up.r,
                    locked.r,
                    locked.leastLive,
                    locked.mostDialled,
                    locked.leastMembers,
                    locked.agreed,
                    total,
                    locked.connects);
            this.figures.add(
                    "their threads and descriptors a node, and CPU of all",
                    "≤ 8 threads",
                    "%.1f threads and %.1f descriptors a node with what the JVM has; %.0f %% of a core",
                    (double) locked.threads / total,
                    (double) locked.descriptors / total,
                    100 * (locked.cpuNanos - cpu) / wallNanos);
            churn(processes, total, churnSeconds, locked);
        } finally {
            processes.forEach(ManyProcess::close);
        }
    }

    /** Starts the nodes; the processes that have started are in the list whatever happens. */
    private static void start(List<ManyProcess> processes, int total, Settings settings) {
        for (int first = 0; first < total; first += NODES_A_PROCESS) {
            int count = Math.min(NODES_A_PROCESS, total - first);
            processes.add(new ManyProcess(PORT, total, first, count, settings, Pace.ADAPTIVE));
        }
    }

    private void churn(List<ManyProcess> processes, int total, int seconds, Sample before) {
        Random random = new Random(1);
        int restarts = 0;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        double leastR = 1;
        while (System.nanoTime() - end < 0) {
            int index = random.nextInt(total);
            ManyProcess process = processes.get(index / NODES_A_PROCESS);
            process.say("stop " + index);
            Mesh.pause(CHURN_MILLIS / 2);
            process.say("start " + index + " 0");
            Mesh.pause(CHURN_MILLIS / 2);
            leastR = Math.min(leastR, sample(processes).r);
            restarts++;
        }
        if (restarts > 0) {
            Sample after = awaitWhole(processes, total);
            this.figures.add(
                    "churn: a node stops and starts again every %d s"
                            .formatted(CHURN_MILLIS / 1000),
                    "no descriptor leak",
                    "%d restarts, least r %.4f; descriptors %d before, %d after; threads %d before, %d after",
                    restarts,
                    leastR,
                    before.descriptors,
                    after.descriptors,
                    before.threads,
                    after.threads);
        }
    }

    /**
     * Starts a mesh at the default settings at once, and looks at it every few seconds: more nodes
     * than these cores may carry, so it states what it reaches and awaits nothing.
     */
    void crowd(int total, int seconds) {
        List<ManyProcess> processes = new ArrayList<>();
        try {
            long began = System.nanoTime();
            start(processes, total, Settings.defaults());
            List<Sample> inStep = new ArrayList<>();
            double fromSeconds = Double.POSITIVE_INFINITY;
            double cores = 0;
            long cpuNanos = 0;
            long lookedNanos = began;
            while (System.nanoTime() - began < seconds * 1_000_000_000L) {
                Mesh.pause(LOOK_MILLIS);
                Sample now = sample(processes);
                long nowNanos = System.nanoTime();
                double sinceSeconds = (nowNanos - began) * 1e-9;
                cores = (double) (now.cpuNanos - cpuNanos) / (nowNanos - lookedNanos);
                cpuNanos = now.cpuNanos;
                lookedNanos = nowNanos;
                System.out.printf(
                        "%4.0f s: r %.4f, at least %d live, %d of %d agreed, %.2f cores%n",
                        sinceSeconds, now.r, now.leastLive, now.agreed, total, cores);
                if (now.r < IN_STEP) {
                    inStep.clear();
                    continue;
                }
                fromSeconds = inStep.isEmpty() ? sinceSeconds : fromSeconds;
                inStep.add(now);
            }
            int looks = inStep.size();
            int[] agreed = inStep.stream().mapToInt(Sample::agreed).sorted().toArray();
            int[] live = inStep.stream().mapToInt(Sample::leastLive).sorted().toArray();
            this.figures.add(
                    "%d real nodes over the overlay at the defaults, all started at once"
                            .formatted(total),
                    "all live, r ≥ 0.99, all agreed",
                    "%s; at last %.2f cores busy",
                    (looks == 0)
                            ? "r < 0.99 at the end"
                            : "r ≥ 0.99 from %.0f s on; in %d looks since then a node has %d live peers at least, %d in the median look; %d agree at least, %d in the median look"
                                    .formatted(
                                            fromSeconds,
                                            looks,
                                            live[0],
                                            live[looks / 2],
                                            agreed[0],
                                            agreed[looks / 2]),
                    cores);
        } finally {
            processes.forEach(ManyProcess::close);
        }
    }

    private static Sample awaitWhole(List<ManyProcess> processes, int total) {
        Sample[] last = new Sample[1];
        try {
            Mesh.await(
                    () -> {
                        Mesh.pause(500);
                        last[0] = sample(processes);
                        return last[0].isWhole(total);
                    },
                    PATIENCE_SECONDS);
        } catch (IllegalStateException ex) {
            System.out.println("Not whole in time: " + last[0]);
        }
        return last[0];
    }

    private static Sample sample(List<ManyProcess> processes) {
        List<ManyProcess.Reading> readings = processes.stream().map(ManyProcess::read).toList();
        List<ManyProcess.Row> rows =
                readings.stream().flatMap((reading) -> reading.rows().stream()).toList();
        long now = System.nanoTime();
        double real = rows.stream().mapToDouble((row) -> Math.cos(row.at(now))).average().orElse(0);
        double imaginary =
                rows.stream().mapToDouble((row) -> Math.sin(row.at(now))).average().orElse(0);
        return new Sample(
                Math.hypot(real, imaginary),
                rows.size(),
                rows.stream().mapToInt(ManyProcess.Row::live).min().orElse(0),
                rows.stream().mapToInt(ManyProcess.Row::dialled).max().orElse(0),
                rows.stream().mapToInt(ManyProcess.Row::members).min().orElse(0),
                (int) rows.stream().filter(ManyProcess.Row::agreed).count(),
                rows.stream().mapToLong(ManyProcess.Row::connects).average().orElse(0),
                readings.stream().mapToInt(ManyProcess.Reading::threads).sum(),
                readings.stream().mapToLong(ManyProcess.Reading::descriptors).sum(),
                readings.stream().mapToLong(ManyProcess.Reading::cpuNanos).sum());
    }
}
