package org.chorusmesh.service;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.LogContext;
import org.chorusmesh.journal.JournalWriter;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.node.StepState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps a {@link Node} on a thread of its own, at the step that its settings ask for at the time. A
 * step that is due while the one before still runs, or while the process sleeps, is left out and
 * not made up for: the node integrates over the time that really went by.
 *
 * <p>The thread owns the node. Others send commands and read the state after the last step:
 * {@linkplain #stepState() what each step shows} at once, {@linkplain #synchrony() the rest} later.
 */
public final class Integrator {

    private static final Logger logger = LoggerFactory.getLogger(Integrator.class);

    private final Node node;
    private final Gossip gossip;
    private final LongSupplier nanoTime;
    private final StepFiles files;
    private final Thread thread;
    private final CommandQueue commands = new CommandQueue();
    private final StepRecorder recorder = new StepRecorder();
    private final StepWatch watch;
    private final StepFailures failures = new StepFailures();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile StepStatistics statistics = StepStatistics.NONE;
    private volatile IntegratorStatus.Phase phase = IntegratorStatus.Phase.NEW;
    private volatile long lastActiveNanos;
    private volatile @Nullable String failure;
    private volatile boolean stopping;
    private volatile boolean called;
    private Command.@Nullable AddressesKnown addresses;

    /**
     * An integrator that has not started yet.
     *
     * @param node the node, which belongs to the integrator from now on
     * @param gossip where its reports come from and go to
     * @param nanoTime the monotonic clock of the node and of gossip
     */
    public Integrator(Node node, Gossip gossip, LongSupplier nanoTime) {
        this(node, gossip, nanoTime, InstantSource.system(), null, null);
    }

    /**
     * An integrator that writes a journal and keeps the beat number, and closes both in the end.
     *
     * @param wallClock says when things happen
     * @param journal begun with what the node was born with; null for none
     * @param beatNumber keeps the beat number for the next boot; null for none
     */
    Integrator(
            Node node,
            Gossip gossip,
            LongSupplier nanoTime,
            InstantSource wallClock,
            @Nullable JournalWriter journal,
            @Nullable BeatNumberKeeper beatNumber) {
        this.node = node;
        this.files = new StepFiles(journal, beatNumber);
        this.gossip = gossip;
        this.nanoTime = nanoTime;
        this.watch = new StepWatch(node, nanoTime, wallClock, gossip::status);
        String nodeId = identity().nodeId();
        this.thread =
                new Thread(() -> LogContext.run(nodeId, this::run), "chorus-integrator-" + nodeId);
    }

    /**
     * Begins to step. Once only.
     *
     * @throws IllegalStateException if it was started before
     */
    public synchronized void start() {
        if (this.phase != IntegratorStatus.Phase.NEW) {
            throw new IllegalStateException("An integrator starts once");
        }
        this.lastActiveNanos = this.nanoTime.getAsLong();
        this.phase = IntegratorStatus.Phase.RUNNING;
        this.thread.start();
    }

    /**
     * Takes a last step at once, whose report is the goodbye, and ends.
     *
     * @param timeout how long to wait for that
     */
    public synchronized void stop(Duration timeout) {
        this.stopping = true;
        if (this.phase == IntegratorStatus.Phase.NEW) {
            this.phase = IntegratorStatus.Phase.STOPPED;
            this.commands.close();
            this.files.close();
            return;
        }
        LockSupport.unpark(this.thread);
        try {
            this.thread.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        if (this.thread.isAlive()) {
            logger.warn(
                    "The last step did not end within {}; the node may not have said goodbye",
                    timeout);
        }
    }

    /**
     * Hands a command to the next step.
     *
     * @return completed after that step, on the integrator's thread: wait for it, and chain no work
     *     to it
     * @throws CommandRejectedException if too many commands wait already or the integrator does not
     *     run
     */
    public CompletableFuture<Answer> submit(Command command) {
        CompletableFuture<Answer> answer = this.commands.submit(command);
        LockSupport.unpark(this.thread);
        return answer;
    }

    /**
     * Calls a listener after each step, on the integrator's thread, once {@link #stepState()} shows
     * that step. It must be quick: the next step waits for it. What it throws is logged and counted
     * as the failure of that step; the node goes on.
     */
    public void addStepListener(Runnable listener) {
        this.listeners.add(listener);
    }

    /** Calls a listener no more. */
    public void removeStepListener(Runnable listener) {
        this.listeners.remove(listener);
    }

    /** The identity of the node. */
    public NodeIdentity identity() {
        return this.watch.identity();
    }

    /** What each step shows, after the last step. Never waits. */
    public StepState stepState() {
        return this.watch.state();
    }

    /** The node as the last step left it; see {@link #synchrony()}. */
    public NodeSnapshot snapshot() {
        return synchrony().snapshot();
    }

    /**
     * Whom the node is in step with after the last step. The integrator's thread makes this when it
     * is asked, between two steps; where the last one is more than a tenth of a second old, it
     * takes one first. If it does not answer within a quarter of a second, the answer is that of an
     * earlier step.
     */
    public Synchrony synchrony() {
        return this.watch.desk().present();
    }

    /** As {@link #synchrony()}, but of a step in the last second. Never waits. */
    public Synchrony recentSynchrony() {
        return this.watch.desk().last();
    }

    /** What has happened to the node. */
    public Chronicle chronicle() {
        return this.watch.chronicle();
    }

    /** How it is. */
    public IntegratorStatus status() {
        IntegratorStatus.Phase now = this.phase;
        boolean running = now == IntegratorStatus.Phase.RUNNING;
        long idle = running ? this.nanoTime.getAsLong() - this.lastActiveNanos : 0;
        return new IntegratorStatus(now, Math.max(0, idle), this.failure, this.statistics);
    }

    private void run() {
        IntegratorStatus.Phase end = IntegratorStatus.Phase.DEAD;
        this.watch.desk().open();
        try {
            stepUntilStopped();
            step(this.nanoTime.getAsLong(), 0, new Command.Leave());
            end = IntegratorStatus.Phase.STOPPED;
        } catch (Throwable ex) {
            // Only what no step survives comes here; the thread must not end in silence.
            logger.error("The integrator has died; the node no longer steps", ex);
        } finally {
            this.phase = end;
            this.watch.desk().close();
            this.commands.close();
            this.files.close();
        }
    }

    private void stepUntilStopped() {
        StepDeadlines deadlines = new StepDeadlines(this.nanoTime.getAsLong());
        while (!this.stopping) {
            boolean wanted = this.watch.desk().isStepWanted();
            long nowNanos = this.nanoTime.getAsLong();
            boolean earlier = wanted || this.called || this.commands.isAwaited();
            long leftNanos = deadlines.dueNanos(earlier) - nowNanos;
            if (leftNanos > 0 || !wanted) {
                this.watch.desk().answer();
            }
            if (leftNanos > 0) {
                // A pending interrupt would make every park return at once.
                Thread.interrupted();
                LockSupport.parkNanos(leftNanos);
                continue;
            }
            step(nowNanos, deadlines.latenessNanos(nowNanos), null);
            deadlines.stepped(nowNanos, this.nanoTime.getAsLong(), stepState());
            this.gossip.callBelow(stepState().callBelowNanos(), this::call);
        }
    }

    private void call() {
        this.called = true;
        LockSupport.unpark(this.thread);
    }

    private void step(long startNanos, long latenessNanos, @Nullable Command last) {
        long stepNanos = stepState().settings().stepNanos();
        CommandQueue.Batch pending = this.commands.drain();
        boolean success = false;
        try {
            step(pending, last);
            success = true;
            this.failure = null;
        } catch (VirtualMachineError ex) {
            throw ex;
        } catch (RuntimeException | Error ex) {
            this.failure = ex.toString();
            this.failures.log(ex);
        } finally {
            // A command without an answer by now gets none from this step.
            pending.fail(() -> new IllegalStateException("The step has failed"));
            long endNanos = this.nanoTime.getAsLong();
            this.lastActiveNanos = endNanos;
            this.statistics =
                    this.recorder.record(startNanos, endNanos, latenessNanos, stepNanos, success);
        }
    }

    private void step(CommandQueue.Batch pending, @Nullable Command last) {
        List<Command> all = new ArrayList<>(2);
        Command.AddressesKnown known = this.gossip.addresses();
        if (known != this.addresses && !known.equals(this.addresses)) {
            all.add(known);
        }
        for (String id = this.gossip.nextReleased(); id != null; id = this.gossip.nextReleased()) {
            all.add(new Command.ForgetPeer(id));
        }
        if (last != null) {
            all.add(last);
        }
        int internal = all.size();
        pending.addTo(all);
        Inbound inbound = this.gossip.drain();
        // No report calls from the drain on until this thread asks again.
        this.called = false;
        // The clock is read after the inbox, so that no report comes from the future.
        long nowNanos = this.nanoTime.getAsLong();
        StepResult result = this.node.step(nowNanos, inbound, all);
        StepState after = this.watch.stepped();
        this.files.record(nowNanos, inbound, all, this.node.phase(), after.beat());
        this.addresses = known;
        this.watch.look(all, result.beat());
        try {
            if (result.report() != null) {
                this.gossip.publish(result.report());
            }
            this.gossip.tune(after.settings().ttlNanos());
            this.listeners.forEach(Runnable::run);
        } finally {
            pending.answer(result.commandResults(), internal, this.watch.desk()::make);
        }
    }
}
