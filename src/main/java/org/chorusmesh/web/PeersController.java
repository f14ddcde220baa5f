package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.CommandResult;
import org.chorusmesh.service.Answer;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Synchrony;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The peers as this node sees them, and the operator's say on each. */
@Tag(name = "peers")
final class PeersController extends ApiController {

    private static final String ANY_ID =
            "The same as /peers/{id}, for ids that have characters which no path takes, such as a"
                    + " slash.";

    private final ChorusNode node;

    private final OperatorCommands commands;

    PeersController(ChorusNode node, OperatorCommands commands) {
        this.node = node;
        this.commands = commands;
    }

    @GetMapping(path = "/peers", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The node and all peers in its table at one instant, and who is in step")
    PeersResource peers() {
        return PeersResource.of(this.node.synchrony());
    }

    @GetMapping(path = "/peers/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "One peer")
    PeerResource peer(@PathVariable("id") String id) {
        Synchrony synchrony = this.node.synchrony();
        return synchrony
                .find(id)
                .map((peer) -> PeerResource.of(peer, synchrony.snapshot()))
                .orElseThrow(() -> ApiException.unknownPeer(id));
    }

    @PatchMapping(
            path = "/peers/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Changes what the peer weighs",
            description =
                    "The override belongs to the id: it outlives the peer's eviction and restart.",
            requestBody =
                    @RequestBody(
                            content = @Content(schema = @Schema(implementation = PeerPatch.class))))
    OverriddenPeerResource override(
            @PathVariable("id") String id,
            @Parameter(hidden = true) InputStream body,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        Answer answer = apply(id, PeerPatch.read(RequestBodyFields.read(body)).of(id), request);
        return OverriddenPeerResource.of(id, answer.synchrony());
    }

    @DeleteMapping(path = "/peers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forgets the peer until its next newer report")
    void forget(
            @PathVariable("id") String id, @Parameter(hidden = true) HttpServletRequest request) {
        apply(id, new Command.ForgetPeer(id), request);
    }

    @GetMapping(path = "/peer", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "One peer of any id",
            description = ANY_ID,
            parameters =
                    @Parameter(
                            name = "id",
                            in = ParameterIn.QUERY,
                            required = true,
                            schema = @Schema(type = "string")))
    PeerResource peerOfAnyId(@Parameter(hidden = true) HttpServletRequest request) {
        return peer(id(request));
    }

    @PatchMapping(
            path = "/peer",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Changes what a peer of any id weighs",
            description = ANY_ID,
            parameters =
                    @Parameter(
                            name = "id",
                            in = ParameterIn.QUERY,
                            required = true,
                            schema = @Schema(type = "string")),
            requestBody =
                    @RequestBody(
                            content = @Content(schema = @Schema(implementation = PeerPatch.class))))
    OverriddenPeerResource overrideAnyId(@Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        return override(id(request), request.getInputStream(), request);
    }

    @DeleteMapping(path = "/peer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Forgets a peer of any id until its next newer report",
            description = ANY_ID,
            parameters =
                    @Parameter(
                            name = "id",
                            in = ParameterIn.QUERY,
                            required = true,
                            schema = @Schema(type = "string")))
    void forgetAnyId(@Parameter(hidden = true) HttpServletRequest request) {
        forget(id(request), request);
    }

    /** Spring's own binding would make one id of two, with a comma between. */
    private static String id(HttpServletRequest request) {
        String[] values = request.getParameterValues("id");
        if (values == null || values.length != 1) {
            throw ApiException.invalid(List.of(new FieldError("id", "must be in the query, once")));
        }
        return values[0];
    }

    private Answer apply(String id, Command command, HttpServletRequest request) {
        Answer answer = this.commands.apply(command, request);
        if (answer.result() instanceof CommandResult.UnknownPeer) {
            throw ApiException.unknownPeer(id);
        }
        if (answer.result() instanceof CommandResult.Invalid invalid) {
            throw ApiException.invalid(
                    invalid.violations().stream()
                            .map(
                                    (violation) ->
                                            new FieldError(violation.field(), violation.message()))
                            .toList());
        }
        if (answer.result() instanceof CommandResult.Applied) {
            return answer;
        }
        throw new IllegalStateException("No answer about a peer: " + answer.result());
    }
}
