package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.CommandResult;

/**
 * Commands that wait for the next step. Bounded, and never silent: a command is either refused at
 * once or gets its answer.
 */
final class CommandQueue {

    static final int CAPACITY = 256;

    private final BlockingQueue<Pending> pending = new ArrayBlockingQueue<>(CAPACITY);

    private volatile boolean closed;

    /**
     * Takes a command in.
     *
     * @throws CommandRejectedException if the queue is full or closed
     */
    CompletableFuture<Answer> submit(Command command) {
        if (this.closed) {
            throw new CommandRejectedException("The node is not running");
        }
        Pending submitted = new Pending(command, new CompletableFuture<>());
        if (!this.pending.offer(submitted)) {
            throw new CommandRejectedException("Too many commands are waiting");
        }
        if (this.closed) {
            // Closed in between: no step may have seen this one.
            rejectAll();
        }
        return submitted.answer;
    }

    /** Whether anything waits. */
    boolean isAwaited() {
        return !this.pending.isEmpty();
    }

    /** Everything that waits, in order. */
    Batch drain() {
        if (this.pending.isEmpty()) {
            return Batch.NONE;
        }
        List<Pending> drained = new ArrayList<>();
        this.pending.drainTo(drained);
        return new Batch(drained);
    }

    /** Refuses whatever waits and whatever is still to come. */
    void close() {
        this.closed = true;
        rejectAll();
    }

    private void rejectAll() {
        drain().fail(() -> new CommandRejectedException("The node is not running"));
    }

    /** What waited for one step, in order. */
    record Batch(List<Pending> pending) {

        static final Batch NONE = new Batch(List.of());

        /** Appends the commands to a list. */
        void addTo(List<Command> commands) {
            this.pending.forEach((waiting) -> commands.add(waiting.command));
        }

        /**
         * Answers all.
         *
         * @param results what became of each command of the step
         * @param before number of other commands that the step applied first
         * @param synchrony makes what they see of the node, if there are any
         */
        void answer(List<CommandResult> results, int before, Supplier<Synchrony> synchrony) {
            for (int i = 0; i < this.pending.size(); i++) {
                CommandResult result = results.get(before + i);
                this.pending.get(i).answer.complete(new Answer(result, synchrony.get()));
            }
        }

        /** Fails those that have no answer yet. */
        void fail(Supplier<Exception> cause) {
            this.pending.forEach((waiting) -> waiting.answer.completeExceptionally(cause.get()));
        }
    }

    /** A command and who waits for it. */
    record Pending(Command command, CompletableFuture<Answer> answer) {}
}
