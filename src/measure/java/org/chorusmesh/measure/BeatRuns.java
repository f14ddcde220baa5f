package org.chorusmesh.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.schedule.JobOutcome;

/** Beats and turns of applications in processes of their own. */
final class BeatRuns {

    static final int FIRST_PORT = 15840;

    private final Figures figures;

    BeatRuns(Figures figures) {
        this.figures = figures;
    }

    /**
     * Some processes, idle and with every core loaded.
     *
     * @param processes how many; with no more of them than cores, none waits for another's timer
     */
    void precision(int processes) {
        measure(processes, "idle", 60, false, "precise");
        measure(processes, "with every core loaded", 30, true, "precise");
        measure(processes, "idle", 30, false, "economy");
    }

    /** Eight processes that lose packets, and eight whose packets are late. */
    void impaired() {
        try (Applications all = new Applications(8, Links.direct(8))) {
            all.awaitOneNumber();
            Loss loss = new Loss(20, FIRST_PORT, FIRST_PORT + 7);
            try {
                // What was measured without loss has left the windows of the delays.
                Mesh.pause(75_000);
                differences("20 % of the packets lost", "p99 ≤ 200 µs", all, 60);
            } finally {
                loss.close();
            }
        } catch (IOException ex) {
            this.figures.add(
                    "phase difference: eight processes, 20 % of the packets lost",
                    "p99 ≤ 200 µs", "not measured: %s", ex.getMessage());
        }
        try (Links links = Links.late(8, 50, 20);
                Applications all = new Applications(8, links)) {
            all.awaitOneNumber();
            Mesh.pause(75_000);
            differences("50 ± 20 ms of delay", "p99 ≤ 0.5 ms", all, 60);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void differences(String how, String target, Applications all, int seconds)
            throws IOException {
        long from = all.lastNumber();
        Mesh.pause(seconds * 1000L);
        List<Long> differences = new ArrayList<>();
        Map<Long, List<long[]>> beats = all.byNumber("beat", from);
        beats.values().removeIf((fired) -> fired.size() < all.size());
        beats.values().forEach((fired) -> addDifferences(fired, differences));
        this.figures.addTimes(
                "phase difference: eight processes, %s, %d beats".formatted(how, beats.size()),
                target,
                differences);
    }

    private static void addDifferences(List<long[]> fired, List<Long> differences) {
        for (long[] a : fired) {
            for (long[] b : fired) {
                if (a != b) {
                    differences.add(Math.abs(a[2] - b[2]));
                }
            }
        }
    }

    private void measure(int processes, String how, int seconds, boolean loaded, String precision) {
        try (Applications all =
                new Applications(
                        processes,
                        Links.direct(processes),
                        "--chorus.beat.precision=" + precision)) {
            all.awaitOneNumber();
            // The compiler has to see each path often enough, and a path is known by its last
            // minute.
            Mesh.pause(90_000);
            long from = all.lastNumber();
            List<Thread> load = loaded ? load() : List.of();
            Mesh.pause(seconds * 1000L);
            load.forEach(Thread::interrupt);
            Map<Long, List<long[]>> beats = all.byNumber("beat", from);
            beats.values().removeIf((fired) -> fired.size() < processes);
            List<Long> differences = new ArrayList<>();
            List<Long> lateness = new ArrayList<>();
            List<Long> spreads = new ArrayList<>();
            for (List<long[]> fired : beats.values()) {
                addDifferences(fired, differences);
                fired.forEach((a) -> lateness.add(a[3]));
                long first = fired.stream().mapToLong((a) -> a[2] + a[3]).min().orElseThrow();
                long last = fired.stream().mapToLong((a) -> a[2] + a[3]).max().orElseThrow();
                spreads.add(last - first);
            }
            String where =
                    "%d processes, %s, %s, %d beats"
                            .formatted(processes, how, precision, beats.size());
            boolean bound = !loaded && precision.equals("precise");
            this.figures.addTimes(
                    "phase difference: " + where,
                    bound ? "p50 ≤ 5, p99 ≤ 20 µs" : "reported",
                    differences);
            this.figures.addTimes(
                    "lateness: " + where,
                    bound ? "p50 ≤ 10 µs, p99 ≤ 1 ms" : loaded ? "reported" : "p50 ≤ 100 µs",
                    lateness);
            this.figures.addTimes(
                    "spread of a beat: " + where, bound ? "p99 ≤ 1 ms" : "reported", spreads);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
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

    /**
     * Twelve processes through a stop of one for five seconds, a partition of seven and five for
     * ten, and a restart of each in turn.
     */
    void restarts() {
        try (Links links = Links.cuttable(12, 7);
                Applications all = new Applications(12, links, "--chorus.members.expected=12")) {
            all.awaitOneNumber();
            long from = all.lastNumber();
            Mesh.pause(20_000);
            all.get(3).signal("STOP");
            Mesh.pause(5_000);
            all.get(3).signal("CONT");
            Mesh.pause(10_000);
            links.cut(true);
            Mesh.pause(10_000);
            links.cut(false);
            Mesh.pause(20_000);
            for (int i = 0; i < all.size(); i++) {
                all.get(i).stop();
                all.get(i).start();
                all.awaitAlive(i);
            }
            Mesh.pause(20_000);
            for (int i = 0; i < all.size(); i++) {
                all.get(i).stop();
            }
            report(all, from);
            tally(all);
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
                "twelve processes, a stop of 5 s, a partition of 10 s, twelve restarts, %d beats"
                        .formatted(last - from),
                "no number twice on a node; ONE at most once",
                "%d twice; %d numbers with an owner, %d with two; %d turns, %d overlaps",
                twice,
                acted,
                doubled,
                turns.size(),
                overlaps);
        this.figures.addTimes("turns of one cycle, a slot apart, off by", "≤ 50 ms", apart);
    }

    /** Whether what came of the beats of each life adds up to the beats that there were. */
    private void tally(Applications all) throws IOException {
        long due = 0;
        long off = 0;
        long[] outcomes = new long[JobOutcome.values().length];
        for (int i = 0; i < all.size(); i++) {
            for (long[] life : all.get(i).lines("tally")) {
                long judged = 0;
                for (JobOutcome outcome : JobOutcome.values()) {
                    long count = life[2 + outcome.ordinal()];
                    outcomes[outcome.ordinal()] += count;
                    judged += outcome.isOfRun() ? 0 : count;
                }
                due += life[1] - life[0] + 1;
                off += Math.abs(life[1] - life[0] + 1 - judged);
            }
        }
        StringBuilder seen = new StringBuilder();
        for (JobOutcome outcome : JobOutcome.values()) {
            seen.append(outcome.ordinal() == 0 ? "" : ", ")
                    .append(outcomes[outcome.ordinal()])
                    .append(' ')
                    .append(outcome.name().toLowerCase(Locale.ROOT));
        }
        this.figures.add(
                "the same: beats of all %d lives".formatted(all.lives()),
                "what was skipped is counted and adds up",
                "%d due, %d of them in no count: %s",
                due,
                off,
                seen);
    }
}
