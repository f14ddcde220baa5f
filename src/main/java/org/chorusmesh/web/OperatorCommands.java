package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chorusmesh.gossip.LogContext;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.CommandResult;
import org.chorusmesh.service.Answer;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.CommandRejectedException;
import org.chorusmesh.service.NodeEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands to the node, waits for the step that applies them, and logs who has changed what.
 */
final class OperatorCommands {

    private static final Logger logger = LoggerFactory.getLogger(OperatorCommands.class);

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
     * @param request names the operator
     * @throws ApiException 503 if the node is too busy, stopped, or does not step in time
     */
    Answer apply(Command command, HttpServletRequest request) {
        try {
            CompletableFuture<Answer> answer = this.node.submit(command);
            long stepNanos = this.node.stepState().settings().stepNanos();
            Answer given = answer.get(this.graceNanos + 2 * stepNanos, TimeUnit.NANOSECONDS);
            String change = ChangeDescription.of(command);
            if (change != null && given.result() instanceof CommandResult.Applied) {
                String who = who(request);
                LogContext.run(
                        nodeId(), () -> logger.info("Node {}: {} has {}", nodeId(), who, change));
                this.node
                        .chronicle()
                        .add(
                                kind(command),
                                given.snapshot().atNanos(),
                                peerOf(command),
                                who + " has " + change);
            }
            return given;
        } catch (CommandRejectedException ex) {
            throw ApiException.unavailable(ex.getMessage() + ".");
        } catch (TimeoutException ex) {
            LogContext.run(
                    nodeId(),
                    () ->
                            logger.warn(
                                    "Node {}: no step has answered in time whether {} has {}",
                                    nodeId(),
                                    who(request),
                                    ChangeDescription.of(command)));
            throw ApiException.unavailable(
                    "No step has answered in time; the change may still come into force.");
        } catch (ExecutionException ex) {
            throw ApiException.unavailable("The step that was to apply this has failed.");
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("The server stops.");
        }
    }

    private static NodeEvent.Kind kind(Command command) {
        return (command instanceof Command.Kick || command instanceof Command.SetPhase)
                ? NodeEvent.Kind.PHASE_CHANGED
                : NodeEvent.Kind.SETTINGS_CHANGED;
    }

    private static @Nullable String peerOf(Command command) {
        if (command instanceof Command.OverridePeer override) {
            return override.nodeId();
        }
        return (command instanceof Command.ForgetPeer forget) ? forget.nodeId() : null;
    }

    private String nodeId() {
        return this.node.identity().nodeId();
    }

    private static String who(HttpServletRequest request) {
        String name = request.getRemoteUser();
        return ((name != null) ? name : "an unnamed user") + " at " + request.getRemoteAddr();
    }
}
