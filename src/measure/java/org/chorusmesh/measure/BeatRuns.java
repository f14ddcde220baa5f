package org.chorusmesh.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Beats and turns of applications in processes of their own. */
final class BeatRuns {

    private static final int FIRST_PORT = 15840;

    private static final int SETTLED_BEATS = 15;

    private final Figures figures;

    BeatRuns(Figures figures) {
        this.figures = figures;
    }

    /** Eight processes, idle and with both cores loaded. */
    void precision() {
        measure("idle", 60, false, "precise");
        measure("with every core loaded", 30, true, "precise");
        measure("idle", 30, false, "economy");
    }

    private void measure(String how, int seconds, boolean loaded, String precision) {
        try (Applications all = new Applications(8, "--chorus.beat.precision=" + precision)) {
            all.awaitOneNumber();
            long from = all.lastNumber();
            List<Thread> load = loaded ? load() : List.of();
            Mesh.pause(seconds * 1000L);
            load.forEach(Thread::interrupt);
            Map<Long, List<long[]>> beats = all.byNumber("beat", from);
            beats.values().removeIf((fired) -> fired.size() < 8);
            List<Long> differences = new ArrayList<>();
            List<Long> lateness = new ArrayList<>();
            List<Long> spreads = new ArrayList<>();
            for (List<long[]> fired : beats.values()) {
                for (long[] a : fired) {
                    lateness.add(a[3]);
                    for (long[] b : fired) {
                        if (a != b) {
                            differences.add(Math.abs(a[2] - b[2]));
                        }
                    }
                }
                long first = fired.stream().mapToLong((a) -> a[2] + a[3]).min().orElseThrow();
                long last = fired.stream().mapToLong((a) -> a[2] + a[3]).max().orElseThrow();
                spreads.add(last - first);
            }
            String where =
                    "eight processes, %s, %s, %d beats".formatted(how, precision, beats.size());
            boolean bound = !loaded && precision.equals("precise");
            row(
                    "phase difference: " + where,
                    bound ? "p50 ≤ 5, p99 ≤ 20 µs" : "reported",
                    differences);
            row(
                    "lateness: " + where,
                    bound ? "p50 ≤ 10 µs, p99 ≤ 1 ms" : loaded ? "reported" : "p50 ≤ 100 µs",
                    lateness);
            row("spread of a beat: " + where, bound ? "p99 ≤ 1 ms" : "reported", spreads);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void row(String measure, String target, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        this.figures.add(
                measure,
                target,
                "p50 %.1f µs, p99 %.1f µs, greatest %.1f µs",
                quantile(sorted, 0.5) / 1e3,
                quantile(sorted, 0.99) / 1e3,
                sorted[sorted.length - 1] / 1e3);
    }

    private static long quantile(long[] sorted, double q) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    }

    private static List<Thread> load() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread =
                    new Thread(
                            () -> {
                                while (!Thread.currentThread().isInterrupted()) {
                                    Thread.onSpinWait();
                                }
                            });
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    /** Twelve processes through a rolling restart and a stop of one for five seconds. */
    void restarts() {
        try (Applications all = new Applications(12)) {
            all.awaitOneNumber();
            long from = all.lastNumber();
            Mesh.pause(20_000);
            all.get(3).signal("STOP");
            Mesh.pause(5_000);
            all.get(3).signal("CONT");
            Mesh.pause(10_000);
            for (int i = 0; i < 12; i += 2) {
                all.get(i).stop();
                all.get(i).start();
                all.awaitAlive(i);
            }
            Mesh.pause(20_000);
            report(all, from);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void report(Applications all, long from) throws IOException {
        int twice = 0;
        for (int i = 0; i < all.size(); i++) {
            Set<Long> seen = new HashSet<>();
            for (long[] beat : all.get(i).lines("beat")) {
                twice += seen.add(beat[0]) ? 0 : 1;
            }
        }
        Map<Long, List<long[]>> ones = all.byNumber("one", from);
        long last = all.lastNumber();
        long acted = ones.size();
        long doubled = ones.values().stream().filter((acts) -> acts.size() > 1).count();
        List<long[]> turns = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            turns.addAll(all.get(i).lines("turn"));
        }
        turns.removeIf((turn) -> turn[0] < from);
        turns.sort(Comparator.comparingLong((turn) -> turn[3]));
        int overlaps = 0;
        List<Long> apart = new ArrayList<>();
        for (int i = 1; i < turns.size(); i++) {
            long[] before = turns.get(i - 1);
            long[] turn = turns.get(i);
            overlaps += (turn[3] < before[4]) ? 1 : 0;
            if (turn[0] == before[0] && turn[1] == before[1] + 1) {
                long expected = 12_000_000_000L / turn[2];
                apart.add(Math.abs(turn[3] - before[3] - expected));
            }
        }
        this.figures.add(
                "twelve processes, a stop of 5 s, six restarts, %d beats".formatted(last - from),
                "no number twice on a node; ONE at most once",
                "%d twice; %d numbers with an owner, %d with two; %d turns, %d overlaps",
                twice,
                acted,
                doubled,
                turns.size(),
                overlaps);
        row("turns of one cycle, a slot apart, off by", "≤ 50 ms", apart);
    }

    /** Several applications of one mesh. */
    private static final class Applications implements AutoCloseable {

        private final List<BeatApplication> all = new ArrayList<>();

        Applications(int count, String... more) throws IOException {
            List<Integer> ports =
                    IntStream.range(0, count).map((i) -> FIRST_PORT + i).boxed().toList();
            for (int i = 0; i < count; i++) {
                this.all.add(new BeatApplication("beat-" + i, FIRST_PORT + i, ports, more));
            }
        }

        int size() {
            return this.all.size();
        }

        BeatApplication get(int i) {
            return this.all.get(i);
        }

        long lastNumber() throws IOException {
            long last = 0;
            for (BeatApplication each : this.all) {
                for (long[] beat : each.lines("beat")) {
                    last = Math.max(last, beat[0]);
                }
            }
            return last;
        }

        /** Waits until all have fired the same numbers for a while, and one acts alone for each. */
        void awaitOneNumber() throws IOException {
            Mesh.await(
                    () -> {
                        Mesh.pause(500);
                        try {
                            Map<Long, List<long[]>> beats =
                                    byNumber("beat", lastNumber() - SETTLED_BEATS);
                            long whole =
                                    beats.values().stream()
                                            .filter((fired) -> fired.size() == this.all.size())
                                            .count();
                            return whole >= SETTLED_BEATS - 2
                                    && byNumber("one", lastNumber() - 5).size() >= 4;
                        } catch (IOException ex) {
                            throw new UncheckedIOException(ex);
                        }
                    },
                    240);
        }

        /** Waits until one fires again. */
        void awaitAlive(int i) throws IOException {
            long number = lastNumber();
            Mesh.await(
                    () -> {
                        Mesh.pause(100);
                        try {
                            return this.all.get(i).lines("beat").stream()
                                    .anyMatch((beat) -> beat[0] > number + 1);
                        } catch (IOException ex) {
                            throw new UncheckedIOException(ex);
                        }
                    },
                    120);
        }

        Map<Long, List<long[]>> byNumber(String kind, long from) throws IOException {
            Map<Long, List<long[]>> byNumber = new TreeMap<>();
            for (BeatApplication each : this.all) {
                for (long[] line : each.lines(kind)) {
                    if (line[0] > from) {
                        byNumber.computeIfAbsent(line[0], (n) -> new ArrayList<>()).add(line);
                    }
                }
            }
            return byNumber;
        }

        @Override
        public void close() {
            this.all.forEach(BeatApplication::close);
        }
    }
}
