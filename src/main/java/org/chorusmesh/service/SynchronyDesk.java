package org.chorusmesh.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.chorusmesh.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * Shows a node and its peers as the last step left them, to any thread that asks. A {@link
 * Synchrony} costs more than a step, so one is made only on demand: by the thread that owns the
 * node, between two steps, once for all who ask after the same step. A calm node steps seldom, so a
 * reader calls for a step where the last one is old.
 *
 * <p>A reader waits for the owner only if the last synchrony is old, or of an earlier step, and
 * holds no lock that a step needs. If the owner does not answer in time, the reader gets the last
 * one, and later readers do not wait until the owner answers again.
 */
final class SynchronyDesk {

    /** What is shown of a node is no older, unless the node steps less often when disturbed. */
    static final long FRESH_NANOS = 100_000_000L;

    /** A running step and a busy machine are over by then. */
    private static final long PATIENCE_MILLIS = 250;

    private final Node node;
    private final LongSupplier nanoTime;
    private final SynchronyWatch watch;
    private final AtomicReference<@Nullable Question> question = new AtomicReference<>();

    private volatile Made made;
    private volatile long steps;
    private volatile @Nullable Thread owner;

    /** The synchrony after a number of steps. */
    private record Made(long steps, Synchrony synchrony) {}

    /** Asked by one reader or by several. */
    private static final class Question {

        private final CompletableFuture<Synchrony> answer = new CompletableFuture<>();
        private volatile boolean overdue;
    }

    /**
     * Shows the node as it is now, until it has an owner.
     *
     * @param node the node, which no other thread steps meanwhile
     * @param nanoTime the monotonic clock of the node
     */
    SynchronyDesk(Node node, LongSupplier nanoTime) {
        this.node = node;
        this.nanoTime = nanoTime;
        this.watch = new SynchronyWatch(node.stepState().wakingNanos());
        this.made = new Made(0, judge());
    }

    private Synchrony judge() {
        return this.watch.look(this.node.snapshot(), this.node.stepState().wakingNanos());
    }

    /** The node belongs to the current thread from now on. */
    void open() {
        this.owner = Thread.currentThread();
    }

    /** A step has been taken; called by the owner. */
    void stepped() {
        this.steps++;
    }

    /** The synchrony after the last step; called by the owner. */
    Synchrony make() {
        if (this.made.steps() != this.steps) {
            this.made = new Made(this.steps, judge());
        }
        return this.made.synchrony();
    }

    /** Whether somebody waits who would be shown an old step; called by the owner. */
    boolean isStepWanted() {
        return this.question.get() != null && isOld(this.node.atNanos());
    }

    private boolean isOld(long steppedNanos) {
        return this.nanoTime.getAsLong() - steppedNanos >= FRESH_NANOS;
    }

    /** Answers those who wait; called by the owner, which a question unparks. */
    void answer() {
        Question asked = (this.question.get() != null) ? this.question.getAndSet(null) : null;
        if (asked == null) {
            return;
        }
        try {
            asked.answer.complete(make());
        } catch (RuntimeException ex) {
            asked.answer.completeExceptionally(ex);
        }
    }

    /** No step follows; called by the owner. Readers get what was made last. */
    void close() {
        this.owner = null;
        Question asked = this.question.getAndSet(null);
        if (asked != null) {
            asked.answer.complete(this.made.synchrony());
        }
    }

    /** The synchrony that was made last, of an earlier step maybe. Never waits. */
    Synchrony last() {
        return this.made.synchrony();
    }

    /** The synchrony after the last step. */
    Synchrony present() {
        return present(PATIENCE_MILLIS);
    }

    /**
     * The synchrony after the last step.
     *
     * @param patienceMillis how long to wait for the owner
     */
    Synchrony present(long patienceMillis) {
        Thread asked = this.owner;
        if (asked == Thread.currentThread()) {
            return make();
        }
        Made known = this.made;
        if (asked == null || isPresent(known)) {
            return known.synchrony();
        }
        Question waiting = ask();
        if (waiting.overdue || this.owner == null) {
            return last();
        }
        LockSupport.unpark(asked);
        return await(waiting, patienceMillis);
    }

    private boolean isPresent(Made known) {
        return known.steps() == this.steps && !isOld(known.synchrony().snapshot().atNanos());
    }

    private Question ask() {
        Question mine = new Question();
        Question other = this.question.compareAndExchange(null, mine);
        return (other != null) ? other : mine;
    }

    private Synchrony await(Question waiting, long patienceMillis) {
        try {
            return waiting.answer.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException ex) {
            waiting.overdue = true;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException ex) {
            // The next look of the owner fails too, and logs it.
        }
        return last();
    }
}
