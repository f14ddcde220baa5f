package org.chorusmesh.simulation.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/**
 * Who has heard whom, by what was handed to the nodes and by nothing that they say. Two processes
 * are <em>cut</em> from each other while nobody is heard by both over at most R links, each of
 * which has brought a report younger than one TTL. Only those carry it on who have long been
 * settled: a newcomer has no list yet, and is asked for none.
 */
final class Hearing {

    /** How many machines it can watch, those of duplicates included. */
    static final int MAX_PLACES = 64;

    private static final int TICKS_PER_TTL = 40;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final int radius;
    private final long silenceNanos;
    private final long ttlNanos;
    private final long tickNanos;
    private final long carriesAfterNanos;
    private final @Nullable Life[] lives = new Life[MAX_PLACES];
    private final Map<Boot, Life> byBoot = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final long[][] heard = new long[MAX_PLACES][MAX_PLACES];
    private final long[][] cut = new long[MAX_PLACES][MAX_PLACES];
    private final long[] doubtedUntil = new long[MAX_PLACES];
    private final long[] near = new long[MAX_PLACES];
    private final long[] reach = new long[MAX_PLACES];
    private int places;
    private long tickedNanos;

    /**
     * Nobody has heard anyone.
     *
     * @param radius R
     * @param leastTtlNanos the shortest TTL of the run, after which somebody may be evicted
     * @param mostTtlNanos the longest
     * @param mostStepNanos the longest usual step
     * @param epochNanos the longest epoch
     */
    Hearing(
            int radius,
            long leastTtlNanos,
            long mostTtlNanos,
            long mostStepNanos,
            long epochNanos) {
        this.radius = radius;
        this.tickNanos = leastTtlNanos / TICKS_PER_TTL;
        this.silenceNanos = leastTtlNanos - this.tickNanos - 2 * mostStepNanos;
        this.ttlNanos = mostTtlNanos;
        this.carriesAfterNanos = 2 * epochNanos + mostTtlNanos;
        Arrays.fill(this.doubtedUntil, Long.MIN_VALUE);
    }

    /** A boot has stepped for the first time. */
    void born(Life life, long nanos) {
        int place = life.place();
        this.places = Math.max(this.places, place + 1);
        this.lives[place] = life;
        this.byBoot.put(life.boot(), life);
        this.ids.put(life.nodeId(), place);
        for (int other = 0; other < MAX_PLACES; other++) {
            this.heard[place][other] = NEVER;
            this.heard[other][place] = NEVER;
            cut(place, other, nanos);
        }
        this.doubtedUntil[place] = Long.MIN_VALUE;
    }

    private void cut(int a, int b, long nanos) {
        this.cut[a][b] = nanos;
        this.cut[b][a] = nanos;
    }

    private void cutFromAll(int place, long nanos) {
        for (int other = 0; other < MAX_PLACES; other++) {
            cut(place, other, nanos);
        }
    }

    /** A node has drained frames in a step. */
    void heard(Life to, List<Arrival> arrivals, long nanos) {
        for (int i = 0; i < arrivals.size(); i++) {
            heard(to, arrivals.get(i).report(), nanos);
        }
        if (nanos < this.doubtedUntil[to.place()]) {
            cutFromAll(to.place(), nanos);
        }
    }

    private void heard(Life to, Report report, long nanos) {
        Life from = this.byBoot.get(report.boot());
        long sent = (from != null) ? from.sentNanos(report) : Long.MIN_VALUE;
        if (sent == Long.MIN_VALUE) {
            // Made up before the run began, where tables are filled: nobody sends a time of 0.
            if (report.lamport() != 0 && this.ids.containsKey(report.nodeId())) {
                // Forged. What it displaced may stay away for as long as it and its tombstone last.
                this.doubtedUntil[to.place()] = nanos + 3 * this.ttlNanos;
            }
            return;
        }
        if (from == null || this.lives[from.place()] != from) {
            return;
        }
        long[] last = this.heard[to.place()];
        boolean known = last[from.place()] != NEVER;
        if (known && sent - last[from.place()] >= this.silenceNanos && to.hasSlept()) {
            // A gap that nobody looked for, since it slept.
            cutFromAll(to.place(), nanos);
        }
        last[from.place()] = Math.max(last[from.place()], sent);
    }

    /** Looks who is cut from whom, from time to time. */
    void look(long nanos) {
        if (nanos - this.tickedNanos < this.tickNanos) {
            return;
        }
        this.tickedNanos = nanos;
        for (int to = 0; to < this.places; to++) {
            this.near[to] = 1L << to;
            for (int from = 0; from < this.places; from++) {
                this.near[to] |= isOpen(from, to, nanos) ? 1L << from : 0;
            }
            this.reach[to] = this.near[to];
        }
        for (int links = 1; links < this.radius; links++) {
            for (int to = 0; to < this.places; to++) {
                for (int by = 0; by < this.places; by++) {
                    if ((this.near[to] >> by & 1) != 0 && carries(by, nanos)) {
                        this.reach[to] |= this.reach[by];
                    }
                }
            }
        }
        long carriers = 0;
        for (int by = 0; by < this.places; by++) {
            carriers |= carries(by, nanos) ? 1L << by : 0;
        }
        for (int a = 0; a < this.places; a++) {
            for (int b = 0; b < a; b++) {
                long common = this.reach[a] & this.reach[b];
                if ((common & (carriers | 1L << a | 1L << b)) == 0) {
                    cut(a, b, nanos);
                }
            }
        }
    }

    private boolean isOpen(int from, int to, long nanos) {
        Life receiver = this.lives[to];
        if (this.lives[from] == null || receiver == null) {
            return false;
        }
        // What arrives while it sleeps it finds on waking; until then it does nothing.
        boolean asleep = receiver.isAlive() && receiver.isAsleep(nanos);
        long until = asleep ? receiver.steppedNanos() : nanos;
        return until - this.heard[to][from] < this.silenceNanos;
    }

    private boolean carries(int by, long nanos) {
        Life life = this.lives[by];
        return life != null
                && life.isAlive()
                && !life.isAsleep(nanos)
                // Who leapt, or slept, over an epoch has no list of it either.
                && Math.max(life.disturbedNanos(), life.sleptNanos())
                        <= nanos - this.carriesAfterNanos
                && life.settledSinceNanos() <= nanos - this.carriesAfterNanos;
    }

    /**
     * Whether two processes, of which one may have died since, were not cut from each other for one
     * TTL before an instant, nor after it.
     */
    boolean together(Life a, Life b, long sinceNanos) {
        return this.lives[a.place()] == a
                && this.lives[b.place()] == b
                && this.cut[a.place()][b.place()] < sinceNanos - this.ttlNanos;
    }

    /** Whether two processes have not been cut since soon after the younger of them was born. */
    boolean togetherFromBirth(Life a, Life b) {
        return this.lives[a.place()] == a
                && this.lives[b.place()] == b
                && this.cut[a.place()][b.place()]
                        <= Math.max(a.bornNanos(), b.bornNanos()) + this.ttlNanos / 2;
    }

    /** Who has long been settled, and in one component with a process, at an instant. */
    List<Life> witnesses(Life of, long nanos) {
        return Arrays.stream(this.lives, 0, this.places)
                .filter((life) -> life != null && life != of && carries(life.place(), nanos))
                .filter((life) -> together(life, of, nanos))
                .toList();
    }

    /** Who is within half a beat of a process, by the numbers that both give, at an instant. */
    List<Life> alike(Life of, long nanos) {
        double beats = of.beats(nanos);
        return alive().stream()
                // Who joins has no number yet.
                .filter((life) -> life.node().state() == NodeState.RUNNING)
                .filter((life) -> Math.abs(life.beats(nanos) - beats) < 0.5)
                .toList();
    }

    /** Whether a process has been handed a forged frame of late. */
    boolean isDoubted(Life life, long nanos) {
        return nanos < this.doubtedUntil[life.place()];
    }

    /** Those who run at an instant. */
    List<Life> alive() {
        return Arrays.stream(this.lives, 0, this.places)
                .filter((life) -> life != null && life.isAlive())
                .toList();
    }
}
