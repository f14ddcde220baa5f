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
import org.chorusmesh.node.Command;
import org.chorusmesh.node.CommandResult;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.Answer;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.settings.Violation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The settings in force, and their change. */
@Tag(name = "settings")
final class SettingsController extends ApiController {

    private final ChorusNode node;

    private final OperatorCommands commands;

    SettingsController(ChorusNode node, OperatorCommands commands) {
        this.node = node;
        this.commands = commands;
    }

    @GetMapping(path = "/settings", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The settings in force, with their entity tag")
    ResponseEntity<SettingsResource> settings() {
        return answer(this.node.snapshot());
    }

    @PatchMapping(
            path = "/settings",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Changes settings, all or none",
            description =
                    "Answers once a step has run with them. Null takes a setting back to what goes"
                            + " next: the mesh, then the configuration. Send the entity tag as If-Match"
                            + " to change only what you have read. The scope \"mesh\" reaches every"
                            + " node, where the mesh has keys; what was changed on a node itself goes"
                            + " before it.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            ref =
                                                                    "#/components/schemas/SettingsPatch"))))
    ResponseEntity<SettingsResource> change(
            @Parameter(hidden = true) InputStream body,
            @RequestParam(defaultValue = "node") String scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        boolean mesh = SettingsScope.of(scope) == SettingsScope.MESH;
        RequestBodyFields fields = RequestBodyFields.read(body);
        NodeSnapshot present = this.node.snapshot();
        Long expectedVersion = SettingsTag.expectedVersion(ifMatch, present);
        SettingsChange change = SettingsPatch.read(fields);
        if (fields.isAnyRejected()) {
            // It cannot be made; the rest is still judged, so that every fault is named.
            throw invalid(fields, present.settingsView().judge(change, mesh));
        }
        Command command =
                mesh
                        ? new Command.ChangeMeshSettings(expectedVersion, change)
                        : new Command.ChangeSettings(expectedVersion, change);
        Answer answer = this.commands.apply(command, request);
        return answer(fields, answer);
    }

    @DeleteMapping(path = "/settings", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Takes back what was changed",
            description =
                    "With the scope \"node\" what was changed on this node, with \"mesh\" what the"
                            + " mesh says.")
    ResponseEntity<SettingsResource> reset(
            @RequestParam(defaultValue = "node") String scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        boolean mesh = SettingsScope.of(scope) == SettingsScope.MESH;
        Long expectedVersion = SettingsTag.expectedVersion(ifMatch, this.node.snapshot());
        return answer(
                RequestBodyFields.none(),
                this.commands.apply(new Command.ResetSettings(expectedVersion, mesh), request));
    }

    private static ResponseEntity<SettingsResource> answer(
            RequestBodyFields fields, Answer answer) {
        if (answer.result() instanceof CommandResult.NoMeshSettings) {
            throw ApiException.noMeshSettings();
        }
        if (answer.result() instanceof CommandResult.VersionConflict) {
            throw ApiException.versionConflict(SettingsTag.of(answer.snapshot()));
        }
        if (answer.result() instanceof CommandResult.Invalid invalid) {
            throw invalid(fields, invalid.violations());
        }
        if (answer.result() instanceof CommandResult.Applied) {
            return answer(answer.snapshot());
        }
        throw new IllegalStateException("No answer to settings: " + answer.result());
    }

    private static ApiException invalid(RequestBodyFields fields, List<Violation> violations) {
        SettingsPatch.errors(fields, violations)
                .forEach((error) -> fields.reject(error.field(), error.message()));
        return ApiException.invalid(fields.errors());
    }

    private static ResponseEntity<SettingsResource> answer(NodeSnapshot snapshot) {
        return ResponseEntity.ok()
                .eTag(SettingsTag.of(snapshot))
                .body(SettingsResource.of(snapshot));
    }
}
