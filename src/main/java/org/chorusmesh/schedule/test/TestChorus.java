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
 * Beats by hand: no sockets, no threads, and time that passes only where a test lets it pass. Jobs
 * run on the thread of the test, before the call that lets time pass returns. Time stands still
 * while a job runs: one that waits for the end of its turn fails after ten seconds.
 *
 * <p>It begins at beat 0, at one beat a second, in step, alone and with agreement. Its id is
 * {@value #NODE_ID}. For one test at a time.
 */
public final class TestChorus implements BeatSource, BeatDriver, JobRunner {

    /** The id of the node that it stands for. */
    public static final String NODE_ID = "me";

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final long BEAT_NANOS = 1_000_000_000L;

    /** A body that goes on asking for the time for so long waits for time that stands still. */
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
    private final long patienceNanos;
    private volatile @Nullable Long bodyBeganNanos;
    private boolean inStep = true;
    private boolean passing;

    /** At beat 0. */
    public TestChorus() {
        this(PATIENCE_NANOS);
    }

    /** One that is patient with jobs for another time. */
    TestChorus(long patienceNanos) {
        this.patienceNanos = patienceNanos;
        this.state = next();
    }

    /** Lets so many beats come, one after the other. */
    public synchronized void advanceBeats(long beats) {
        pass(this.nowNanos + beats * BEAT_NANOS);
    }

    /** Lets time pass; a second is a beat. */
    public synchronized void advance(Duration time) {
        pass(this.nowNanos + time.toNanos());
    }

    /**
     * Lets the process stand still, as a pause for garbage collection does. Afterwards one beat
     * fires if any has gone by, the latest.
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
                    "The number never goes back: it is %d, and not %d any more"
                            .formatted(this.state.number(), number));
        }
        this.ahead += number - this.state.number();
        this.jumps++;
        // What is leapt over does not fire, the number itself included.
        step(false);
    }

    /** Who is there beside this node, all in step. Each owns beats and turns in rotation. */
    public synchronized void members(String... others) {
        this.members.set(others);
        step();
    }

    /** Has this node own each beat that only one member acts on. Turns stay as they are. */
    public synchronized void becomeOwner() {
        this.members.own();
        step();
    }

    /**
     * Has other members own each beat that only one member acts on. Turns stay as they are.
     *
     * @throws IllegalStateException if there are none
     */
    public synchronized void becomeBystander() {
        this.members.leaveToOthers();
        step();
    }

    /** Takes away the agreement of the members on who is there. */
    public synchronized void withoutAgreement() {
        this.members.agree(false);
        step();
    }

    /** Gives it back. */
    public synchronized void withAgreement() {
        this.members.agree(true);
        step();
    }

    /** Falls out of step with the mesh, and so has no agreement. */
    public synchronized void loseStep() {
        this.inStep = false;
        step();
    }

    /** Is in step again. */
    public synchronized void regainStep() {
        this.inStep = true;
        step();
    }

    private void begin() {
        if (this.passing) {
            throw new IllegalStateException("A job must not let time pass");
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
     * @throws IllegalStateException if a body goes on asking for more than ten seconds, as one does
     *     that waits for the end of its turn
     */
    @Override
    public long nanoTime() {
        Long began = this.bodyBeganNanos;
        if (began != null && System.nanoTime() - began > this.patienceNanos) {
            throw new IllegalStateException(
                    "A job has been asking for the time for ten seconds. Time by hand stands still"
                            + " while a job runs, so a job must not wait for the end of its turn");
        }
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

    /** Runs a body at once. */
    @Override
    public void run(Runnable body) {
        Long before = this.bodyBeganNanos;
        this.bodyBeganNanos = System.nanoTime();
        try {
            body.run();
        } finally {
            this.bodyBeganNanos = before;
        }
    }
}
