package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import org.chorusmesh.node.CommandResult;
import org.chorusmesh.service.Answer;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Guidance;
import org.chorusmesh.settings.Durations;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The node itself, and how far it is in step with the others. */
@Tag(name = "node")
final class NodeController extends ApiController {

    private final ChorusNode node;

    private final OperatorCommands commands;

    NodeController(ChorusNode node, OperatorCommands commands) {
        this.node = node;
        this.commands = commands;
    }

    @GetMapping(path = "/node", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The node as its last step left it")
    NodeResource node() {
        return NodeResource.of(this.node.snapshot());
    }

    @PostMapping(
            path = "/node/phase",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Sets the phase, or adds to it",
            description = "Answers with the node after the step that did it.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(schema = @Schema(implementation = PhasePatch.class))))
    NodeResource movePhase(
            @Parameter(hidden = true) InputStream body,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        Answer answer =
                this.commands.apply(
                        PhasePatch.read(RequestBodyFields.read(body)).command(), request);
        if (answer.result() instanceof CommandResult.Invalid invalid) {
            throw ApiException.invalid(
                    invalid.violations().stream()
                            .map(
                                    (violation) ->
                                            new FieldError(violation.field(), violation.message()))
                            .toList());
        }
        if (answer.result() instanceof CommandResult.Applied) {
            return NodeResource.of(answer.snapshot());
        }
        throw new IllegalStateException("No answer to a phase: " + answer.result());
    }

    @GetMapping(path = "/order", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The order parameter, now and over the time that is asked for")
    OrderResource order(
            @Parameter(description = "How far to go back, up to 60s", example = "10s")
                    @RequestParam(name = "history", defaultValue = "0s")
                    String history) {
        Guidance guidance = this.node.guidance();
        long atNanos = guidance.synchrony().snapshot().atNanos();
        long oldestNanos = atNanos - historyNanos(history);
        return OrderResource.of(
                guidance,
                this.node.history().stream()
                        .filter((sample) -> sample.atNanos() - oldestNanos > 0)
                        // The node may have stepped since.
                        .filter((sample) -> sample.atNanos() - atNanos <= 0)
                        .toList());
    }

    private static long historyNanos(String history) {
        OptionalLong nanos = Durations.parse(history);
        if (nanos.isEmpty()
                || nanos.getAsLong() < 0
                || nanos.getAsLong() > ChorusNode.HISTORY_NANOS) {
            throw ApiException.invalid(
                    List.of(
                            new FieldError(
                                    "history", "must be a duration such as 10s, from 0s to 60s")));
        }
        return nanos.getAsLong();
    }
}
