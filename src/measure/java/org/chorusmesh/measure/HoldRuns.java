package org.chorusmesh.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.chorusmesh.schedule.JobOutcome;

/**
 * Heavy work in turns, through the rolling restart of a StatefulSet whose pods hold their slots:
 * twelve applications, each of which keeps a core busy in its slot of five seconds.
 */
final class HoldRuns {

    private static final int PODS = 12;

    private static final int CYCLE_BEATS = 60;

    private static final long SLOT_NANOS = 5_000_000_000L;

    /** As the chart's {@code minReadySeconds}. */
    private static final long READY_MILLIS = 3_000;

    /**
     * A node that is up for less than this when a cycle begins may be on no list yet: it has to
     * settle, and lists are frozen ahead.
     */
    private static final long LISTED_NANOS = 8_000_000_000L;

    private final Figures figures;

    HoldRuns(Figures figures) {
        this.figures = figures;
    }

    /** A turn that has begun, of one pod. */
    private record Begun(int pod, long cycle, int slot, int of, long atNanos, long endedNanos) {}

    /** From when a pod is stopped until it has its place in the mesh again. */
    private record Restart(int pod, long fromNanos, long toNanos) {}

    /**
     * A cycle at rest, a restart of each pod from the last to the first, and a cycle at rest. The
     * controller of a StatefulSet takes the next pod once the last one is ready.
     */
    void rollingRestart() {
        try (Applications all =
                new Applications(
                        PODS,
                        Links.direct(PODS),
                        "--chorus.turns.hold=1m",
                        "--turn-every=" + CYCLE_BEATS,
                        "--turn-work=3s")) {
            all.awaitOneNumber();
            long from = nextCycle(all);
            awaitNumber(all, from + CYCLE_BEATS);
            long beganNanos = System.nanoTime();
            List<Restart> restarts = new ArrayList<>();
            for (int pod = PODS - 1; pod >= 0; pod--) {
                restarts.add(restart(all, pod));
            }
            long endedNanos = System.nanoTime();
            long to = nextCycle(all) + CYCLE_BEATS;
            awaitNumber(all, to);
            for (int pod = 0; pod < PODS; pod++) {
                all.get(pod).stop();
            }
            new Report(all, from, to, restarts, beganNanos, endedNanos).add();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static long nextCycle(Applications all) throws IOException {
        return (all.lastNumber() / CYCLE_BEATS + 1) * CYCLE_BEATS;
    }

    private static void awaitNumber(Applications all, long number) {
        Mesh.await(
                () -> {
                    Mesh.pause(500);
                    try {
                        return all.lastNumber() >= number;
                    } catch (IOException ex) {
                        throw new UncheckedIOException(ex);
                    }
                },
                3 * CYCLE_BEATS);
    }

    private static Restart restart(Applications all, int pod)
            throws IOException, InterruptedException {
        long fromNanos = System.nanoTime();
        all.get(pod).stop();
        all.get(pod).start();
        all.awaitAlive(pod);
        long upNanos = System.nanoTime();
        Mesh.pause(READY_MILLIS);
        return new Restart(pod, fromNanos, upNanos + LISTED_NANOS);
    }

    /** What came of the turns. */
    private final class Report {

        private final Applications all;
        private final long from;
        private final long to;
        private final List<Restart> restarts;
        private final long beganNanos;
        private final long endedNanos;
        private final List<Begun> turns = new ArrayList<>();

        Report(
                Applications all,
                long from,
                long to,
                List<Restart> restarts,
                long beganNanos,
                long endedNanos)
                throws IOException {
            this.all = all;
            this.from = from;
            this.to = to;
            this.restarts = restarts;
            this.beganNanos = beganNanos;
            this.endedNanos = endedNanos;
            for (int pod = 0; pod < PODS; pod++) {
                read(pod);
            }
            this.turns.sort(Comparator.comparingLong(Begun::atNanos));
        }

        private void read(int pod) throws IOException {
            List<long[]> done = this.all.get(pod).lines("done");
            for (long[] turn : this.all.get(pod).lines("turn")) {
                if (turn[0] < this.from || turn[0] >= this.to) {
                    continue;
                }
                long ended =
                        done.stream()
                                .filter((each) -> each[0] == turn[0])
                                .mapToLong((each) -> each[2])
                                .findFirst()
                                .orElse(turn[3]);
                this.turns.add(
                        new Begun(pod, turn[0], (int) turn[1], (int) turn[2], turn[3], ended));
            }
        }

        void add() throws IOException {
            List<Long> atRest = new ArrayList<>();
            List<Long> restarting = new ArrayList<>();
            int overlaps = 0;
            for (int i = 1; i < this.turns.size(); i++) {
                Begun before = this.turns.get(i - 1);
                Begun turn = this.turns.get(i);
                overlaps += (turn.atNanos() < before.endedNanos()) ? 1 : 0;
                if (isNext(before, turn)) {
                    boolean calm =
                            turn.atNanos() < this.beganNanos || before.atNanos() > this.endedNanos;
                    (calm ? atRest : restarting)
                            .add(Math.abs(turn.atNanos() - before.atNanos() - SLOT_NANOS));
                }
            }
            String what = "twelve replicas, 3 s of work in turns of a cycle of 60 s, hold of 1 m";
            HoldRuns.this.figures.addTimes(
                    "%s, %d adjacent turns at rest: off 5 s".formatted(what, atRest.size()),
                    "≤ 50 ms",
                    atRest);
            HoldRuns.this.figures.addTimes(
                    "the same, %d adjacent turns through a rolling restart of %.0f s: off 5 s"
                            .formatted(
                                    restarting.size(), (this.endedNanos - this.beganNanos) * 1e-9),
                    "≤ 50 ms",
                    restarting);
            addCounts(overlaps);
        }

        private static boolean isNext(Begun before, Begun turn) {
            return turn.cycle() == before.cycle()
                    ? turn.slot() == before.slot() + 1
                    : turn.cycle() == before.cycle() + CYCLE_BEATS
                            && before.slot() == PODS - 1
                            && turn.slot() == 0;
        }

        private void addCounts(int overlaps) throws IOException {
            List<Integer> byId =
                    IntStream.range(0, PODS)
                            .boxed()
                            .sorted(Comparator.comparing((pod) -> "beat-" + pod))
                            .toList();
            long moved =
                    this.turns.stream()
                            .filter(
                                    (turn) ->
                                            turn.of() != PODS
                                                    || byId.get(turn.slot()) != turn.pod())
                            .count();
            int own = 0;
            int wholeCycles = 0;
            int others = 0;
            for (long cycle = this.from; cycle < this.to; cycle += CYCLE_BEATS) {
                long atNanos = instantOf(cycle);
                int missing = 0;
                for (int slot = 0; slot < PODS; slot++) {
                    int pod = byId.get(slot);
                    if (!hasTurn(pod, cycle)) {
                        missing++;
                        long endNanos = atNanos + (slot + 1) * SLOT_NANOS;
                        boolean restarted = isRestarted(pod, atNanos, endNanos);
                        own += restarted ? 1 : 0;
                        others += restarted ? 0 : 1;
                    }
                }
                wholeCycles += (missing == PODS) ? 1 : 0;
            }
            HoldRuns.this.figures.add(
                    "the same: %d slots of %d cycles"
                            .formatted(
                                    PODS * (this.to - this.from) / CYCLE_BEATS,
                                    (this.to - this.from) / CYCLE_BEATS),
                    "no overlap; each in its slot",
                    "%d turns, %d overlaps, %d not in their slot; without a turn: %d by a restart"
                            + " of their own pod, %d by that of another, %d cycles as a whole;"
                            + " without agreement: %d",
                    this.turns.size(),
                    overlaps,
                    moved,
                    own,
                    others,
                    wholeCycles,
                    withoutAgreement());
        }

        private boolean hasTurn(int pod, long cycle) {
            return this.turns.stream()
                    .anyMatch((turn) -> turn.pod() == pod && turn.cycle() == cycle);
        }

        private boolean isRestarted(int pod, long fromNanos, long toNanos) {
            return this.restarts.stream()
                    .anyMatch(
                            (restart) ->
                                    restart.pod() == pod
                                            && restart.fromNanos() < toNanos
                                            && restart.toNanos() > fromNanos);
        }

        private long instantOf(long number) throws IOException {
            return this.all.byNumber("beat", number - 1).get(number).get(0)[2];
        }

        private long withoutAgreement() throws IOException {
            long count = 0;
            for (int pod = 0; pod < PODS; pod++) {
                for (long[] life : this.all.get(pod).lines("turns")) {
                    count += life[2 + JobOutcome.NO_AGREEMENT.ordinal()];
                }
            }
            return count;
        }
    }
}
