package org.chorusmesh.schedule;

import java.util.concurrent.locks.LockSupport;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.service.BeatPrecision;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a pulse on its own thread. The thread parks until shortly before the next instant and
 * spins for the rest; it learns how late its parks end, and spins no longer than that demands. A
 * step wakes it only if the step changes that instant.
 */
final class BeatTimer implements BeatDriver {

    private static final Logger logger = LoggerFactory.getLogger(BeatTimer.class);

    /** Smaller shifts of the instant are corrected when the thread wakes by itself. */
    private static final long SHIFT_NANOS = 50_000;

    private final BeatSource source;
    private final boolean spins;
    private final WakeMargin margin = new WakeMargin();
    private final Runnable listener = this::onStep;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Pulse pulse;
    private volatile boolean stopping;
    private volatile @Nullable Plan plan;

    /** The instant for which the thread waits, and the state from which it was computed. */
    private record Plan(BeatState state, long wakeNanos) {}

    /**
     * @param source the source of the pulse
     * @param precision whether to spin
     */
    BeatTimer(BeatSource source, BeatPrecision precision) {
        this.source = source;
        this.spins = precision == BeatPrecision.PRECISE;
    }

    @Override
    public synchronized void start(Pulse driven) {
        if (this.thread != null) {
            return;
        }
        this.stopping = false;
        driven.skip();
        Thread started = new Thread(() -> run(driven), "chorus-beat-" + this.source.nodeId());
        started.setDaemon(true);
        this.pulse = driven;
        this.thread = started;
        this.source.addStepListener(this.listener);
        started.start();
    }

    @Override
    public synchronized void stop() {
        Thread stopped = this.thread;
        if (stopped == null) {
            return;
        }
        this.source.removeStepListener(this.listener);
        this.stopping = true;
        LockSupport.unpark(stopped);
        boolean interrupted = false;
        while (stopped.isAlive()) {
            try {
                stopped.join();
            } catch (InterruptedException ex) {
                interrupted = true;
            }
        }
        this.thread = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether the current thread is that of the timer, which must not run code of the application.
     */
    boolean isCurrentThread() {
        return Thread.currentThread() == this.thread;
    }

    private void run(Pulse driven) {
        boolean failed = false;
        while (!this.stopping) {
            this.plan = null;
            BeatState state = this.source.state();
            long wakeNanos = Pulse.NEVER;
            try {
                wakeNanos = driven.look();
            } catch (RuntimeException | Error ex) {
                if (!failed) {
                    logger.error(
                            "A beat has failed to fire; the timer continues with the next. Logged once",
                            ex);
                    failed = true;
                }
            }
            Plan next = new Plan(state, wakeNanos);
            this.plan = next;
            await(driven, next);
        }
    }

    /** Waits until the planned instant, or until a step has changed it. */
    private void await(Pulse driven, Plan next) {
        while (!this.stopping && !isOvertaken(driven, next, this.source.state())) {
            if (next.wakeNanos() == Pulse.NEVER) {
                park(Long.MAX_VALUE);
                continue;
            }
            long leftNanos = next.wakeNanos() - this.source.nanoTime();
            if (leftNanos <= 0) {
                return;
            }
            double hertz = next.state().rate() / Phases.TURN;
            long spinNanos = (this.spins && driven.isFollowed()) ? this.margin.nanos(hertz) : 0;
            if (leftNanos <= spinNanos) {
                spin(next);
                return;
            }
            parkUntil(next.wakeNanos() - spinNanos, leftNanos - spinNanos);
        }
    }

    private void parkUntil(long instantNanos, long leftNanos) {
        park(leftNanos);
        long lateNanos = this.source.nanoTime() - instantNanos;
        // Before the instant, something else has woken the thread.
        if (lateNanos >= 0) {
            this.margin.learn(lateNanos);
        }
    }

    private void park(long nanos) {
        // A pending interrupt would make every park return at once.
        Thread.interrupted();
        LockSupport.parkNanos(this, nanos);
    }

    /** Spins until the planned instant, or until a step, which may have shifted it slightly. */
    private void spin(Plan next) {
        while (!this.stopping
                && this.source.state() == next.state()
                && next.wakeNanos() - this.source.nanoTime() > 0) {
            Thread.onSpinWait();
        }
    }

    private void onStep() {
        Plan waiting = this.plan;
        Pulse driven = this.pulse;
        if (waiting != null
                && driven != null
                && isOvertaken(driven, waiting, this.source.state())) {
            LockSupport.unpark(this.thread);
        }
    }

    private static boolean isOvertaken(Pulse driven, Plan plan, BeatState state) {
        BeatState planned = plan.state();
        if (state == planned) {
            return false;
        }
        if (plan.wakeNanos() == Pulse.NEVER
                || state.jumps() != planned.jumps()
                || driven.isBehind(state)) {
            return true;
        }
        long number = state.nextNumber();
        // As doubles, since one of them may be Long.MAX_VALUE.
        double shiftNanos =
                (double) state.instantOf(number, 0) - (double) planned.instantOf(number, 0);
        return Math.abs(shiftNanos) > SHIFT_NANOS;
    }
}
