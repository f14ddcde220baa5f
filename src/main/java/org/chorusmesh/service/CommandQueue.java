package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.chorusmesh.node.Command;

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
            // Closed in between: nobody may have seen this one.
            rejectAll();
        }
        return submitted.answer;
    }

    /** Everything that waits, in order. */
    List<Pending> drain() {
        if (this.pending.isEmpty()) {
            return List.of();
        }
        List<Pending> drained = new ArrayList<>();
        this.pending.drainTo(drained);
        return drained;
    }

    /** Refuses whatever waits and whatever is still to come. */
    void close() {
        this.closed = true;
        rejectAll();
    }

    private void rejectAll() {
        for (Pending rejected : drain()) {
            rejected.answer.completeExceptionally(
                    new CommandRejectedException("The node is not running"));
        }
    }

    /** A command and who waits for it. */
    record Pending(Command command, CompletableFuture<Answer> answer) {}
}
