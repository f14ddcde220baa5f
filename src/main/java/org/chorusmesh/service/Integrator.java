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
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps a {@link Node} on a thread of its own, at the step that its settings ask for at the time. A
 * step that is due while the one before still runs, or while the process sleeps, is left out and
 * not made up for: the node integrates over the time that really went by.
 *
 * <p>The thread owns the node. Everyone else sends commands and reads the {@linkplain #snapshot()
 * snapshot} of the last step.
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
    private final SynchronyWatch watch;
    private final Chronicle chronicle;
    private final StepFailures failures = new StepFailures();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile Synchrony synchrony;
    private volatile StepStatistics statistics = StepStatistics.NONE;
    private volatile IntegratorStatus.Phase phase = IntegratorStatus.Phase.NEW;
    private volatile long lastActiveNanos;
    private volatile @Nullable String failure;
    private volatile boolean stopping;

    private Command.@Nullable AddressesKnown addresses;
    private long tunedTtlNanos;

    /**
     * An integrator that has not started yet.
     *
     * @param node the node, which belongs to the integrator from now on
     * @param gossip where its reports come from and go to
     * @param nanoTime the monotonic clock, the one that the node was made with and that gossip
     *     stamps with
     */
    public Integrator(Node node, Gossip gossip, LongSupplier nanoTime) {
        this(node, gossip, nanoTime, InstantSource.system(), null, null);
    }

    /**
     * An integrator that writes a journal and keeps the beat number, and closes both in the end.
     *
     * @param node the node, which belongs to the integrator from now on
     * @param gossip where its reports come from and go to
     * @param nanoTime the monotonic clock, the one that the node was made with and that gossip
     *     stamps with
     * @param wallClock says when things happen
     * @param journal begun with what the node was born with; null for none
     * @param beatNumber keeps the beat number for the next boot; null for nobody
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
        this.chronicle = new Chronicle(wallClock);
        this.watch = new SynchronyWatch(node.atNanos());
        this.synchrony = this.watch.look(node.snapshot());
        this.tunedTtlNanos = node.settings().ttlNanos();
        String nodeId = snapshot().identity().nodeId();
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
        return this.commands.submit(command);
    }

    /**
     * Calls a listener after each step, on the integrator's thread, once the {@linkplain
     * #snapshot() snapshot} shows that step. It must be quick: the next step waits for it. What it
     * throws is logged and counted as the failure of that step; the node goes on.
     */
    public void addStepListener(Runnable listener) {
        this.listeners.add(listener);
    }

    /** Calls a listener no more. */
    public void removeStepListener(Runnable listener) {
        this.listeners.remove(listener);
    }

    /** The node as the last step left it. */
    public NodeSnapshot snapshot() {
        return this.synchrony.snapshot();
    }

    /** Whom the node is in step with after the last step. */
    public Synchrony synchrony() {
        return this.synchrony;
    }

    /** What has happened to the node. */
    public Chronicle chronicle() {
        return this.chronicle;
    }

    /** How it is. */
    public IntegratorStatus status() {
        IntegratorStatus.Phase now = this.phase;
        long idle =
                (now == IntegratorStatus.Phase.RUNNING)
                        ? this.nanoTime.getAsLong() - this.lastActiveNanos
                        : 0;
        return new IntegratorStatus(now, Math.max(0, idle), this.failure, this.statistics);
    }

    private void run() {
        IntegratorStatus.Phase end = IntegratorStatus.Phase.DEAD;
        try {
            stepUntilStopped();
            step(this.nanoTime.getAsLong(), 0, new Command.Leave());
            end = IntegratorStatus.Phase.STOPPED;
        } catch (Throwable ex) {
            // Only what no step survives comes here; the thread must not end in silence.
            logger.error("The integrator has died; the node no longer steps", ex);
        } finally {
            this.phase = end;
            this.commands.close();
            this.files.close();
        }
    }

    private void stepUntilStopped() {
        long deadlineNanos = this.nanoTime.getAsLong();
        while (!this.stopping) {
            long latenessNanos = this.nanoTime.getAsLong() - deadlineNanos;
            if (latenessNanos < 0) {
                // An interrupt would make every park return at once; nobody has a reason to send
                // one.
                Thread.interrupted();
                LockSupport.parkNanos(-latenessNanos);
                continue;
            }
            step(deadlineNanos + latenessNanos, latenessNanos, null);
            deadlineNanos =
                    StepDeadlines.next(
                            deadlineNanos,
                            this.nanoTime.getAsLong(),
                            snapshot().settings().stepNanos());
        }
    }

    private void step(long startNanos, long latenessNanos, @Nullable Command last) {
        long stepNanos = snapshot().settings().stepNanos();
        List<CommandQueue.Pending> pending = this.commands.drain();
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
            pending.forEach(
                    (waiting) ->
                            waiting.answer()
                                    .completeExceptionally(
                                            new IllegalStateException("The step has failed")));
            long endNanos = this.nanoTime.getAsLong();
            this.lastActiveNanos = endNanos;
            this.statistics =
                    this.recorder.record(startNanos, endNanos, latenessNanos, stepNanos, success);
        }
    }

    private void step(List<CommandQueue.Pending> pending, @Nullable Command last) {
        List<Command> internal = new ArrayList<>(2);
        Command.AddressesKnown known = this.gossip.addresses();
        if (!known.equals(this.addresses)) {
            internal.add(known);
        }
        if (last != null) {
            internal.add(last);
        }
        List<Command> all = new ArrayList<>(internal);
        pending.forEach((waiting) -> all.add(waiting.command()));
        Inbound inbound = this.gossip.drain();
        // The clock is read after the inbox, so that no report comes from the future.
        long nowNanos = this.nanoTime.getAsLong();
        StepResult result = this.node.step(nowNanos, inbound, all);
        NodeSnapshot after = this.node.snapshot();
        this.files.record(nowNanos, inbound, all, after);
        this.addresses = known;
        Synchrony judged = this.watch.look(after);
        this.synchrony = judged;
        this.chronicle.look(judged, all, result.beat(), this.gossip::status);
        try {
            send(result.report(), after.settings().ttlNanos());
            this.listeners.forEach(Runnable::run);
        } finally {
            for (int i = 0; i < pending.size(); i++) {
                pending.get(i)
                        .answer()
                        .complete(
                                new Answer(
                                        result.commandResults().get(internal.size() + i), judged));
            }
        }
    }

    private void send(@Nullable Report report, long ttlNanos) {
        if (report != null) {
            this.gossip.publish(report);
        }
        if (ttlNanos != this.tunedTtlNanos) {
            this.gossip.tune(ttlNanos);
            this.tunedTtlNanos = ttlNanos;
        }
    }
}
