package org.chorusmesh.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chorusmesh.node.Command;
import org.chorusmesh.service.Answer;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.CommandRejectedException;

/** Hands commands to the node and waits for the step that applies them. */
final class OperatorCommands {

    private static final long GRACE_NANOS = 5_000_000_000L;

    private final ChorusNode node;

    private final long graceNanos;

    OperatorCommands(ChorusNode node) {
        this(node, GRACE_NANOS);
    }

    /**
     * With a patience of its own.
     *
     * @param graceNanos how long to wait beyond two steps
     */
    OperatorCommands(ChorusNode node, long graceNanos) {
        this.node = node;
        this.graceNanos = graceNanos;
    }

    /**
     * Waits for the answer.
     *
     * @throws ApiException 503 if the node is too busy, stopped, or does not step in time
     */
    Answer apply(Command command) {
        try {
            CompletableFuture<Answer> answer = this.node.submit(command);
            long stepNanos = this.node.snapshot().settings().stepNanos();
            return answer.get(this.graceNanos + 2 * stepNanos, TimeUnit.NANOSECONDS);
        } catch (CommandRejectedException ex) {
            throw ApiException.unavailable(ex.getMessage() + ".");
        } catch (TimeoutException ex) {
            throw ApiException.unavailable(
                    "No step has answered in time; the change may still come into force.");
        } catch (ExecutionException ex) {
            throw ApiException.unavailable("The step that was to apply this has failed.");
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("The server stops.");
        }
    }
}
