package org.chorusmesh.web;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.settings.Violation;

/** Reads what {@code PATCH settings} takes. */
final class SettingsPatch {

    private static final Set<String> FIELDS =
            Arrays.stream(Setting.values())
                    .map(Setting::field)
                    .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> READ_ONLY = Set.of("overrides", "version", "origins", "mesh");

    private SettingsPatch() {}

    /**
     * The change that a body asks for: values are set, and null takes a setting back. What cannot
     * be read is rejected and left out.
     */
    static SettingsChange read(RequestBodyFields fields) {
        fields.allowOnly(FIELDS, READ_ONLY);
        SettingsChange change = SettingsChange.NONE;
        for (Setting setting : Setting.values()) {
            if (fields.isNull(setting.field())) {
                change = change.takingBack(setting);
                continue;
            }
            Number value = fields.setting(setting);
            if (value != null) {
                change = change.with(setting, value);
            }
        }
        return change;
    }

    /** Rules broken, as faults of the fields that were sent. */
    static List<FieldError> errors(RequestBodyFields fields, List<Violation> violations) {
        return violations.stream().flatMap((violation) -> errors(fields, violation)).toList();
    }

    private static Stream<FieldError> errors(RequestBodyFields fields, Violation violation) {
        List<String> others = violation.judgedWith().stream().map(Setting::field).toList();
        if (fields.isRejected(violation.field()) || others.stream().anyMatch(fields::isRejected)) {
            // What cannot be read is no measure.
            return Stream.of();
        }
        if (fields.has(violation.field()) || others.stream().noneMatch(fields::has)) {
            return Stream.of(new FieldError(violation.field(), violation.message()));
        }
        String message = violation.field() + " " + violation.message();
        return others.stream().filter(fields::has).map((other) -> new FieldError(other, message));
    }
}
