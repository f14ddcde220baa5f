package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Settings;
import org.chorusmesh.node.SettingsChange;
import org.chorusmesh.node.SettingsView;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PATCH settings} takes. Read by {@link #read}, which names everything at fault; as a
 * record it documents.
 */
@Schema(
        name = "SettingsPatch",
        description =
                "Settings to change, all or none; null takes one back to the next layer, what is not sent stays as it is")
record SettingsPatch(
        @Schema(nullable = true) @Nullable Double coupling,
        @Schema(nullable = true) @Nullable Double frequencyHz,
        @Schema(nullable = true) @Nullable Double phaseLag,
        @Schema(nullable = true) @Nullable Double noise,
        @Schema(type = "string", nullable = true, example = "2s") @Nullable String ttl,
        @Schema(type = "string", nullable = true, example = "10ms") @Nullable String step,
        @Schema(type = "string", nullable = true, example = "PT0.05S")
                @Nullable String gossipPeriod) {

    private static final Set<String> FIELDS = Set.copyOf(SettingsChange.NAMES);

    private static final Set<String> READ_ONLY = Set.of("overrides", "version", "origins", "mesh");

    private static final String PERIOD = "gossipPeriod";

    /** What a gossip period is judged with. */
    private static final List<String> PERIOD_BOUNDS = List.of("step", "ttl");

    /**
     * The command that a body asks for: values are set, and null takes a setting back.
     *
     * @param expectedVersion the settings version that it was made for; null for any
     * @throws ApiException naming every field at fault, were the change made now
     */
    static Command read(
            RequestBodyFields fields,
            SettingsScope scope,
            @Nullable Long expectedVersion,
            SettingsView present) {
        fields.allowOnly(FIELDS, READ_ONLY);
        Set<String> takenBack =
                FIELDS.stream().filter(fields::isNull).collect(Collectors.toUnmodifiableSet());
        SettingsChange change =
                new SettingsChange(
                        number(fields, "coupling"),
                        number(fields, "frequencyHz"),
                        number(fields, "phaseLag"),
                        number(fields, "noise"),
                        durationNanos(fields, "step"),
                        durationNanos(fields, PERIOD),
                        durationNanos(fields, "ttl"));
        boolean mesh = scope == SettingsScope.MESH;
        Settings after =
                mesh ? present.afterMesh(change, takenBack) : present.afterLocal(change, takenBack);
        // Once more on top: what is changed on this node must not hide what the mesh could not
        // take.
        for (FieldError error : errors(fields, change.applyTo(after).violations())) {
            fields.reject(error.field(), error.message());
        }
        fields.check();
        return mesh
                ? new Command.ChangeMeshSettings(expectedVersion, change, takenBack)
                : new Command.ChangeSettings(expectedVersion, change, takenBack);
    }

    private static @Nullable Double number(RequestBodyFields fields, String field) {
        return fields.isNull(field) ? null : fields.number(field);
    }

    private static @Nullable Long durationNanos(RequestBodyFields fields, String field) {
        return fields.isNull(field) ? null : fields.durationNanos(field);
    }

    /** Rules broken, as faults of the fields that were sent. */
    static List<FieldError> errors(RequestBodyFields fields, List<Settings.Violation> violations) {
        return violations.stream().flatMap((violation) -> errors(fields, violation)).toList();
    }

    private static Stream<FieldError> errors(
            RequestBodyFields fields, Settings.Violation violation) {
        if (fields.isRejected(violation.field())) {
            return Stream.of();
        }
        if (violation.field().equals(PERIOD)) {
            if (PERIOD_BOUNDS.stream().anyMatch(fields::isRejected)) {
                // What cannot be read is no measure for the period.
                return Stream.of();
            }
            if (!fields.has(PERIOD)) {
                return PERIOD_BOUNDS.stream()
                        .filter(fields::has)
                        .map((bound) -> new FieldError(bound, PERIOD + " " + violation.message()));
            }
        }
        return Stream.of(new FieldError(violation.field(), violation.message()));
    }
}
