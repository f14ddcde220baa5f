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
 * Whether two turns of one job overlap, in virtual time, in one component. Where phases are further
 * apart than the guard, a slot is shorter than two guards, or the two are strangers, overlaps are
 * counted and no breach.
 */
final class TurnCheck {

    /** By how much a turn ends before its slot does, in beats; the default of a node. */
    static final double GUARD_BEATS = 0.25;

    /** Further apart are strangers, who act by numbers of their own until they are in step. */
    private static final double STRANGE_BEATS = 2;

    private static final long TOLERANCE_NANOS = 1_000_000L;

    private static final class Course {

        private final Life life;
        private final TurnClock clock;
        private @Nullable TurnWindow window;
        private long cycleNanos;
        private long beginNanos;
        private long endNanos;
        private final Set<TurnWindow> overlapped = new HashSet<>();

        Course(Life life, long every) {
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
    private final Map<Integer, Course> courses = new HashMap<>();
    private long turns;
    private long apart;

    /**
     * No turn has begun.
     *
     * @param job which of the scenario's jobs
     * @param every how many beats a cycle has
     * @param tokens judges the fence tokens of turns
     * @param ttlNanos the longest TTL
     * @param acts takes the turns that are over
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

    /** A node has stepped. */
    void stepped(Life life, BeatState state, @Nullable FiredBeat fired, long nanos) {
        Course course = this.courses.get(life.place());
        if (course == null || course.life != life) {
            if (course != null) {
                end(course, nanos);
            }
            course = new Course(life, this.every);
            this.courses.put(life.place(), course);
        }
        if (fired != null && fired.number() % this.every == 0) {
            course.cycleNanos = nanos;
        }
        course.clock.look(state, fired);
        TurnWindow running = course.clock.running(state);
        if (course.window != null && !course.window.equals(running)) {
            end(course, nanos);
        }
        if (running == null) {
            return;
        }
        boolean begins = course.window == null;
        course.endNanos = life.when(state.instantOf(running.cycle(), running.ends()));
        if (begins) {
            course.window = running;
            course.beginNanos = nanos;
            this.turns++;
        }
        boolean wide = 2 * this.every >= running.of();
        for (Course other : this.courses.values()) {
            if (other != course && other.isOpen(nanos)) {
                overlap(course, other, wide, nanos);
            }
        }
        if (begins && wide) {
            this.tokens.acts(
                    life,
                    running.cycle() + (long) running.begins(),
                    running.fence(this.every),
                    course.cycleNanos,
                    nanos);
        }
    }

    private void overlap(Course one, Course other, boolean wide, long nanos) {
        if (!one.overlapped.add(other.window) | !other.overlapped.add(one.window)) {
            return;
        }
        // Who takes part is settled as a cycle begins.
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
                "turn %s of %s and turn %s of %s"
                        .formatted(one.window, one.life, other.window, other.life));
    }

    /** Whether a clock stood still or jumped, so that its node could not know how late it is. */
    private boolean isOff(Life life, long begunNanos) {
        return life.clockOffNanos() > begunNanos - 3 * this.ttlNanos;
    }

    private void end(Course course, long nanos) {
        TurnWindow window = course.window;
        if (window != null) {
            this.acts.accept(
                    new Act(
                            this.job,
                            course.life.place(),
                            window.cycle(),
                            window.fence(this.every),
                            window.slot(),
                            window.of(),
                            course.beginNanos,
                            Math.min(nanos, course.endNanos)));
            course.window = null;
            course.overlapped.clear();
        }
    }

    /** Ends what still runs at the end of a run. */
    void end(long nanos) {
        this.courses.values().forEach((course) -> end(course, nanos));
    }

    /** How many turns have begun. */
    long turns() {
        return this.turns;
    }

    /** How many times two turns overlapped that no guard keeps apart. */
    long apart() {
        return this.apart;
    }
}
