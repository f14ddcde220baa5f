package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chorusmesh.node.Settings;
import org.chorusmesh.node.SettingsChange;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PATCH settings} takes. Read by {@link #read}, which names everything at fault; as a
 * record it documents.
 */
@Schema(
        name = "SettingsPatch",
        description = "Settings to change, all or none; what is not sent stays as it is")
record SettingsPatch(
        @Nullable Double coupling,
        @Nullable Double frequencyHz,
        @Nullable Double phaseLag,
        @Nullable Double noise,
        @Schema(type = "string", example = "2s") @Nullable String ttl,
        @Schema(type = "string", example = "10ms") @Nullable String step,
        @Schema(type = "string", example = "PT0.05S") @Nullable String gossipPeriod) {

    private static final Set<String> FIELDS =
            Set.of("coupling", "frequencyHz", "phaseLag", "noise", "ttl", "step", "gossipPeriod");

    private static final Set<String> READ_ONLY = Set.of("overrides", "version", "origins", "mesh");

    private static final String PERIOD = "gossipPeriod";

    /** What a gossip period is judged with. */
    private static final List<String> PERIOD_BOUNDS = List.of("step", "ttl");

    /**
     * The change that a body asks for.
     *
     * @throws ApiException naming every field at fault, were the change made to these settings
     */
    static SettingsChange read(RequestBodyFields fields, Settings present) {
        fields.allowOnly(FIELDS, READ_ONLY);
        SettingsChange change =
                new SettingsChange(
                        fields.number("coupling"),
                        fields.number("frequencyHz"),
                        fields.number("phaseLag"),
                        fields.number("noise"),
                        fields.durationNanos("step"),
                        fields.durationNanos(PERIOD),
                        fields.durationNanos("ttl"));
        for (FieldError error : errors(fields, change.applyTo(present).violations())) {
            fields.reject(error.field(), error.message());
        }
        fields.check();
        return change;
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
