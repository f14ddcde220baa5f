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
 * Computes which processes hear each other, from the frames that were handed to the nodes alone.
 * Two processes are <em>cut</em> from each other while there is no process that both hear over at
 * most R links, each of which has brought a report younger than one TTL. A process carries news
 * from one link to the next only if it has been settled for long: a newcomer has no list and no
 * vote.
 */
final class Hearing {

    /** Largest number of machines, those of duplicates included. */
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
    private long seasoned;
    private long tickedNanos;

    /**
     * @param radius R, links
     * @param leastTtlNanos the shortest TTL of the run, after which a peer may be evicted
     * @param mostTtlNanos the longest TTL of the run
     * @param mostStepNanos the longest step period
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

    /** Adds a boot after its first step. At first it is cut from all others. */
    void born(Life life, long nanos) {
        int place = life.place();
        this.places = Math.max(this.places, place + 1);
        this.lives[place] = life;
        this.seasoned &= ~(1L << place);
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

    /** Records the frames that a node drained in a step. */
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
            // Written to fill the tables before the run; no node sends a Lamport time of 0.
            if (report.lamport() != 0 && this.ids.containsKey(report.nodeId())) {
                // Forged. The true state can be missing while the forged one and its tombstone
                // last.
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
            // A gap that this check could not see while the receiver slept.
            cutFromAll(to.place(), nanos);
        }
        last[from.place()] = Math.max(last[from.place()], sent);
    }

    /** Computes who is cut from whom, 40 times a TTL. */
    void update(long nanos) {
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
            // From the rows of one link less, or news would travel several links in one round.
            long[] nearer = this.reach.clone();
            for (int to = 0; to < this.places; to++) {
                for (int by = 0; by < this.places; by++) {
                    if ((this.near[to] >> by & 1) != 0 && carries(by, nanos)) {
                        this.reach[to] |= nearer[by];
                    }
                }
            }
        }
        long carriers = 0;
        for (int by = 0; by < this.places; by++) {
            carriers |= carries(by, nanos) ? 1L << by : 0;
        }
        this.seasoned |= carriers;
        for (int a = 0; a < this.places; a++) {
            for (int b = 0; b < a; b++) {
                long pair = 1L << a | 1L << b;
                long common = this.reach[a] & this.reach[b];
                boolean mutual = (common & pair) == pair;
                if ((common & (carriers | (mutual ? pair : pair & this.seasoned))) == 0) {
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
        // A node that sleeps reads what arrives when it wakes, and does nothing until then.
        boolean asleep = receiver.isAlive() && receiver.isAsleep(nanos);
        long until = asleep ? receiver.steppedNanos() : nanos;
        return until - this.heard[to][from] < this.silenceNanos;
    }

    private boolean carries(int by, long nanos) {
        Life life = this.lives[by];
        return life != null
                && life.isAlive()
                && !life.isAsleep(nanos)
                // A node that jumped or slept over an epoch has no list of it.
                && Math.max(life.disturbedNanos(), life.sleptNanos())
                        <= nanos - this.carriesAfterNanos
                && life.settledSinceNanos() <= nanos - this.carriesAfterNanos;
    }

    /**
     * Whether two processes have not been cut from each other from one TTL before an instant until
     * now. Either may have ended since.
     */
    boolean together(Life a, Life b, long sinceNanos) {
        return this.lives[a.place()] == a
                && this.lives[b.place()] == b
                && this.cut[a.place()][b.place()] < sinceNanos - this.ttlNanos;
    }

    /**
     * Whether two processes have not been cut since half a TTL after the younger of them started.
     */
    boolean togetherFromBirth(Life a, Life b) {
        return this.lives[a.place()] == a
                && this.lives[b.place()] == b
                && this.cut[a.place()][b.place()]
                        <= Math.max(a.bornNanos(), b.bornNanos()) + this.ttlNanos / 2;
    }

    /** The processes that have been settled for long and are in one component with a process. */
    List<Life> witnesses(Life of, long nanos) {
        return Arrays.stream(this.lives, 0, this.places)
                .filter((life) -> life != null && life != of && carries(life.place(), nanos))
                .filter((life) -> together(life, of, nanos))
                .toList();
    }

    /** The processes whose stated number is within half a beat of that of a process. */
    List<Life> sameNumber(Life of, long nanos) {
        double beats = of.beats(nanos);
        return alive().stream()
                // A joining node has no number yet.
                .filter((life) -> life.node().state() == NodeState.RUNNING)
                .filter((life) -> Math.abs(life.beats(nanos) - beats) < 0.5)
                .toList();
    }

    /** Whether a process was handed a forged frame within the last three TTL. */
    boolean isDoubted(Life life, long nanos) {
        return nanos < this.doubtedUntil[life.place()];
    }

    /** The processes that run now. */
    List<Life> alive() {
        return Arrays.stream(this.lives, 0, this.places)
                .filter((life) -> life != null && life.isAlive())
                .toList();
    }
}
