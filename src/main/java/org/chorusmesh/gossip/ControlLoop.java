package org.chorusmesh.gossip;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that watches over the connections. It runs a task as often as the task asks for, and
 * soon when woken, but never more often than every 25 ms. After that it runs it every 25 ms for a
 * while, since what wakes it is seldom the last of what happens. It spends a tenth of its time in
 * the task at most. It counts only the time in which this node is awake: a pause of the machine is
 * not the silence of a peer.
 */
final class ControlLoop {

    private static final long QUICK_NANOS = 25_000_000L;
    private static final int QUICK_TICKS = 8;

    /** A pause is at least so many times as long as the tick before it. */
    private static final int PAUSE_PER_TICK = 9;

    private static final long MAX_REST_NANOS = 1_000_000_000L;

    /**
     * A pause that lasts longer than this, and than it was meant to, is one of this node itself.
     */
    private static final long MAX_AWAKE_STEP_NANOS = 100_000_000L;

    private static final long MAX_DELAY_NANOS = 25_000_000L;
    private static final long PAUSE_AFTER_ERROR_NANOS = 100_000_000L;
    private static final long COMPLAINT_PAUSE_NANOS = 60_000_000_000L;

    private static final Logger logger = LoggerFactory.getLogger(ControlLoop.class);

    /** What the loop runs. */
    @FunctionalInterface
    interface Task {

        /**
         * @param nowNanos monotonic time
         * @param awakeNanos monotonic time that stands still while this node does
         * @return how long to pause at most, in nanoseconds
         */
        long tick(long nowNanos, long awakeNanos);
    }

    private final Threads threads;
    private final LongSupplier nanoClock;
    private final Task task;
    private final Semaphore wakeUps = new Semaphore(0);
    private final LocalHealth health = new LocalHealth();

    private int quickTicks = QUICK_TICKS;
    private @Nullable Long complainedNanos;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    ControlLoop(Threads threads, LongSupplier nanoClock, Task task) {
        this.threads = threads;
        this.nanoClock = nanoClock;
        this.task = task;
    }

    void start() {
        this.thread = this.threads.start("control", this::run);
    }

    /** Whether it runs: started, and not at its end. */
    boolean isAlive() {
        Thread started = this.thread;
        return started != null && started.isAlive();
    }

    /** How well its thread gets to run; for the task. */
    LocalHealth health() {
        return this.health;
    }

    /** Makes the next tick come at once. Any thread may call this. */
    void wakeUp() {
        this.wakeUps.release();
    }

    /**
     * Ends the loop after the present tick.
     *
     * @return whether it has ended within the limit; true if it never started
     */
    boolean stop(long limitNanos) {
        this.stopped = true;
        wakeUp();
        Thread started = this.thread;
        return started == null || Threads.join(started, limitNanos);
    }

    private void run() {
        long lastNanos = this.nanoClock.getAsLong();
        long awakeNanos = 0;
        long pauseNanos = 0;
        while (!this.stopped) {
            long nowNanos = this.nanoClock.getAsLong();
            long mostNanos = Math.max(MAX_AWAKE_STEP_NANOS, pauseNanos + MAX_DELAY_NANOS);
            awakeNanos += Math.max(0, Math.min(nowNanos - lastNanos, mostNanos));
            lastNanos = nowNanos;
            long beginNanos = System.nanoTime();
            pauseNanos = nextPause(tick(nowNanos, awakeNanos));
            long tookNanos = System.nanoTime() - beginNanos;
            long restNanos =
                    Math.max(QUICK_NANOS, Math.min(PAUSE_PER_TICK * tookNanos, MAX_REST_NANOS));
            pauseNanos = Math.max(pauseNanos, restNanos);
            pause(pauseNanos, restNanos);
        }
    }

    private long tick(long nowNanos, long awakeNanos) {
        try {
            return this.task.tick(nowNanos, awakeNanos);
        } catch (Throwable ex) {
            boolean shortage = this.threads.shortage().isOne(ex);
            Long last = this.complainedNanos;
            if (!shortage && (last == null || nowNanos - last >= COMPLAINT_PAUSE_NANOS)) {
                this.complainedNanos = nowNanos;
                logger.error("The watch over the connections failed and continues", ex);
            }
            return PAUSE_AFTER_ERROR_NANOS;
        }
    }

    private long nextPause(long mostNanos) {
        if (this.quickTicks == 0) {
            return mostNanos;
        }
        this.quickTicks--;
        return Math.min(QUICK_NANOS, mostNanos);
    }

    /**
     * Pauses, unless it is woken.
     *
     * @param nanos how long
     * @param leastNanos how long in any case
     */
    private void pause(long nanos, long leastNanos) {
        long beginNanos = System.nanoTime();
        long meantNanos = nanos;
        try {
            if (this.wakeUps.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                // What happens next to it can wait for the same tick.
                long wokenNanos = System.nanoTime() - beginNanos;
                meantNanos = Math.max(wokenNanos, leastNanos);
                if (wokenNanos < leastNanos && !this.stopped) {
                    TimeUnit.NANOSECONDS.sleep(leastNanos - wokenNanos);
                }
                this.wakeUps.drainPermits();
                this.quickTicks = QUICK_TICKS;
            }
            this.health.woke(Math.max(0, System.nanoTime() - beginNanos - meantNanos));
        } catch (InterruptedException ex) {
            logger.debug("Interrupts do not end the watch", ex);
        }
    }
}
