package org.chorusmesh.simulation.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.TurnClock;
import org.chorusmesh.beat.TurnWindow;
import org.jspecify.annotations.Nullable;

/**
 * Checks that no two turns of one job overlap, in virtual time, in one component. An overlap that
 * the guard cannot prevent is counted and is no breach: the phases are further apart than the
 * guard, a slot is shorter than two guards, or the two nodes are strangers.
 */
final class TurnCheck {

    /** By how much a turn ends before its slot, in beats; the default of a node. */
    static final double GUARD_BEATS = 0.25;

    /**
     * Nodes whose numbers differ by more are strangers. They act by their own numbers until they
     * are in step.
     */
    private static final double STRANGE_BEATS = 2;

    private static final long TOLERANCE_NANOS = 1_000_000L;

    private static final class TurnRecord {

        private final Life life;
        private final TurnClock clock;
        private @Nullable TurnWindow window;
        private long cycleNanos;
        private long beginNanos;
        private long endNanos;
        private final Set<TurnWindow> overlapped = new HashSet<>();

        TurnRecord(Life life, long every) {
            this.life = life;
            this.clock = new TurnClock(life.nodeId(), every, GUARD_BEATS);
        }

        boolean isOpen(long nanos) {
            return this.window != null
                    && this.life.isAlive()
                    && this.endNanos - nanos > TOLERANCE_NANOS;
        }
    }

    private final int job;
    private final long every;
    private final Hearing hearing;
    private final OwnerCheck tokens;
    private final long ttlNanos;
    private final Breaches breaches;
    private final Consumer<Act> acts;
    private final Map<Integer, TurnRecord> records = new HashMap<>();
    private long turns;
    private long apart;

    /**
     * @param job index of the job in the scenario
     * @param every beats in a cycle
     * @param tokens checks the fence tokens of turns
     * @param ttlNanos the longest TTL
     * @param acts receives each turn that has ended
     */
    TurnCheck(
            int job,
            long every,
            Hearing hearing,
            OwnerCheck tokens,
            long ttlNanos,
            Breaches breaches,
            Consumer<Act> acts) {
        this.job = job;
        this.every = every;
        this.hearing = hearing;
        this.tokens = tokens;
        this.ttlNanos = ttlNanos;
        this.breaches = breaches;
        this.acts = acts;
    }

    /** Records a step of a node. */
    void stepped(Life life, BeatState state, @Nullable FiredBeat fired, long nanos) {
        TurnRecord record = this.records.get(life.place());
        if (record == null || record.life != life) {
            if (record != null) {
                end(record, nanos);
            }
            record = new TurnRecord(life, this.every);
            this.records.put(life.place(), record);
        }
        if (fired != null && fired.number() % this.every == 0) {
            record.cycleNanos = nanos;
        }
        record.clock.look(state, fired);
        TurnWindow running = record.clock.running(state);
        if (record.window != null && !record.window.equals(running)) {
            end(record, nanos);
        }
        if (running == null) {
            return;
        }
        boolean begins = record.window == null;
        record.endNanos = life.when(state.instantOf(running.cycle(), running.ends()));
        if (begins) {
            record.window = running;
            record.beginNanos = nanos;
            this.turns++;
        }
        boolean wide = 2 * this.every >= running.of();
        for (TurnRecord other : this.records.values()) {
            if (other != record && other.isOpen(nanos)) {
                overlap(record, other, wide, nanos);
            }
        }
        if (begins && wide) {
            this.tokens.acts(
                    life,
                    running.cycle() + (long) running.begins(),
                    running.fence(this.every),
                    record.cycleNanos,
                    nanos);
        }
    }

    private void overlap(TurnRecord one, TurnRecord other, boolean wide, long nanos) {
        if (!one.overlapped.add(other.window) | !other.overlapped.add(one.window)) {
            return;
        }
        // The list that a cycle uses is fixed as the cycle begins.
        long begun = Math.min(one.cycleNanos, other.cycleNanos);
        if (!this.hearing.together(one.life, other.life, begun)
                || isOff(one.life, begun)
                || isOff(other.life, begun)) {
            return;
        }
        double turns = one.life.turns(nanos) - other.life.turns(nanos);
        double beats = Math.abs(one.life.beats(nanos) - other.life.beats(nanos));
        if (!wide
                || beats > STRANGE_BEATS
                || Math.abs(turns - StrictMath.rint(turns)) >= GUARD_BEATS) {
            this.apart++;
            return;
        }
        this.breaches.add(
                Invariant.NO_OVERLAP,
                nanos,
                "turn %s of %s overlaps turn %s of %s"
                        .formatted(one.window, one.life, other.window, other.life));
    }

    /** Whether a clock stood still or jumped, so that its node did not know the time. */
    private boolean isOff(Life life, long begunNanos) {
        return life.clockOffNanos() > begunNanos - 3 * this.ttlNanos;
    }

    private void end(TurnRecord record, long nanos) {
        TurnWindow window = record.window;
        if (window != null) {
            this.acts.accept(
                    new Act(
                            this.job,
                            record.life.place(),
                            window.cycle(),
                            window.fence(this.every),
                            window.slot(),
                            window.of(),
                            record.beginNanos,
                            Math.min(nanos, record.endNanos)));
            record.window = null;
            record.overlapped.clear();
        }
    }

    /** Ends all open turns at the end of a run. */
    void end(long nanos) {
        this.records.values().forEach((record) -> end(record, nanos));
    }

    /** Number of turns that began. */
    long turns() {
        return this.turns;
    }

    /** Number of overlaps that the guard cannot prevent. */
    long apart() {
        return this.apart;
    }
}
