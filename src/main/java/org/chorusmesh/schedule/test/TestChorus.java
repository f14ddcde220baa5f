package org.chorusmesh.schedule.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.schedule.BeatDriver;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.JobRunner;
import org.chorusmesh.schedule.Pulse;
import org.jspecify.annotations.Nullable;

/**
 * Beats under the control of a test: no sockets, no threads, and time that only the test advances.
 * Jobs run on the thread of the test, before the call that advances time returns. Time stands still
 * while a job runs, so a job that waits for the end of its turn fails after ten seconds.
 *
 * <p>It starts at beat 0, with one beat a second, in step, alone and with agreement. Its id is
 * {@value #NODE_ID}. It serves one test at a time.
 */
public final class TestChorus implements BeatSource, BeatDriver, JobRunner {

    /** The id of the node that it replaces. */
    public static final String NODE_ID = "me";

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final long BEAT_NANOS = 1_000_000_000L;

    /** Real time after which a job must not ask for the time any more. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final TestMembers members = new TestMembers(NODE_ID);
    private volatile long nowNanos;
    private volatile BeatState state;
    private @Nullable Pulse pulse;
    private @Nullable FiredBeat fired;
    private long ahead;
    private long lastFired;
    private long jumps;
    private final WaitingJobGuard guard;
    private boolean inStep = true;
    private boolean passing;

    /** Starts at beat 0. */
    public TestChorus() {
        this(PATIENCE_NANOS);
    }

    /** Starts at beat 0, with another limit for jobs that ask for the time. */
    TestChorus(long patienceNanos) {
        this.guard = new WaitingJobGuard(patienceNanos);
        this.state = next();
    }

    /** Advances time by a number of beats, which fire one after the other. */
    public synchronized void advanceBeats(long beats) {
        pass(this.nowNanos + beats * BEAT_NANOS);
    }

    /** Advances time; a second is a beat. */
    public synchronized void advance(Duration time) {
        pass(this.nowNanos + time.toNanos());
    }

    /**
     * Simulates a pause of the process, such as a garbage collection. Afterwards the latest beat
     * fires if any was due.
     */
    public synchronized void stall(Duration time) {
        begin();
        try {
            this.nowNanos += time.toNanos();
            step();
            look();
        } finally {
            this.passing = false;
        }
    }

    /** Takes over a greater number from the mesh. The beats up to it do not fire. */
    public synchronized void leapTo(long number) {
        if (number < this.state.number()) {
            throw new IllegalArgumentException(
                    "The number never goes back: it is %d, and cannot become %d"
                            .formatted(this.state.number(), number));
        }
        this.ahead += number - this.state.number();
        this.jumps++;
        // Skipped numbers do not fire, and neither does the number itself.
        step(false);
    }

    /** Sets the other members, all in step. All members own beats and turns in rotation. */
    public synchronized void members(String... others) {
        this.members.set(others);
        step();
    }

    /** Makes this node the owner of every beat on which one member acts. Turns do not change. */
    public synchronized void becomeOwner() {
        this.members.own();
        step();
    }

    /**
     * Makes other members the owners of every beat on which one member acts. Turns do not change.
     *
     * @throws IllegalStateException if there are no other members
     */
    public synchronized void becomeBystander() {
        this.members.leaveToOthers();
        step();
    }

    /** Removes the agreement on the list of members. */
    public synchronized void withoutAgreement() {
        this.members.agree(false);
        step();
    }

    /** Restores the agreement on the list of members. */
    public synchronized void withAgreement() {
        this.members.agree(true);
        step();
    }

    /** Puts this node out of step with the mesh, so that it has no agreement. */
    public synchronized void loseStep() {
        this.inStep = false;
        step();
    }

    /** Puts this node in step again. */
    public synchronized void regainStep() {
        this.inStep = true;
        step();
    }

    private void begin() {
        if (this.passing) {
            throw new IllegalStateException("A job must not advance time");
        }
        this.passing = true;
    }

    private void pass(long untilNanos) {
        begin();
        try {
            long wakeNanos = look();
            while (wakeNanos <= untilNanos) {
                this.nowNanos = Math.max(this.nowNanos, wakeNanos);
                look();
                step();
                wakeNanos = Math.max(this.nowNanos + 1, look());
            }
            this.nowNanos = untilNanos;
            step();
            look();
        } finally {
            this.passing = false;
        }
    }

    private long look() {
        return (this.pulse != null) ? this.pulse.look() : Pulse.NEVER;
    }

    private void step() {
        step(true);
    }

    private void step(boolean firing) {
        long number = number();
        if (number > this.lastFired) {
            if (firing) {
                long atNanos = this.nowNanos - Math.floorMod(this.nowNanos, BEAT_NANOS);
                this.fired = new FiredBeat(number, number - this.lastFired - 1, atNanos);
            }
            this.lastFired = number;
        }
        this.state = next();
        this.listeners.forEach(Runnable::run);
    }

    private long number() {
        return this.ahead + Math.floorDiv(this.nowNanos, BEAT_NANOS);
    }

    private BeatState next() {
        long number = number();
        double phase = (double) Math.floorMod(this.nowNanos, BEAT_NANOS) / BEAT_NANOS;
        int others = this.members.others();
        return new BeatState(
                number,
                2 * Math.PI * phase,
                2 * Math.PI,
                this.nowNanos,
                number + 1,
                this.fired,
                this.jumps,
                this.inStep,
                1,
                this.members.list(number, this.inStep),
                this.members.list(number + 1, this.inStep),
                others,
                this.inStep ? others : 0,
                0,
                0,
                this.members.views());
    }

    @Override
    public String nodeId() {
        return NODE_ID;
    }

    @Override
    public BeatState state() {
        return this.state;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if a job still asks for the time after ten seconds, as it does
     *     if it waits for the end of its turn
     */
    @Override
    public long nanoTime() {
        this.guard.check();
        return this.nowNanos;
    }

    @Override
    public InstantSource wallClock() {
        return () -> BEGIN.plusNanos(this.nowNanos);
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public boolean isCoupled() {
        return true;
    }

    @Override
    public long freshNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public long errorBoundNanos() {
        return 0;
    }

    @Override
    public void addStepListener(Runnable listener) {
        this.listeners.add(listener);
    }

    @Override
    public void removeStepListener(Runnable listener) {
        this.listeners.remove(listener);
    }

    @Override
    public synchronized void start(Pulse driven) {
        driven.skip();
        this.pulse = driven;
        step();
        look();
    }

    @Override
    public synchronized void stop() {
        this.pulse = null;
    }

    /** Runs a job at once. */
    @Override
    public void run(Runnable body) {
        this.guard.run(body);
    }
}
