package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;
import org.chorusmesh.node.Command;
import org.jspecify.annotations.Nullable;

/** What {@code POST node/phase} takes: one of the two. */
@Schema(
        name = "PhaseChange",
        description = "Either the phase to take or what to add to it, radians")
record PhasePatch(@Nullable Double phase, @Nullable Double kick) {

    private static final Set<String> FIELDS = Set.of("phase", "kick");

    /**
     * Reads a body.
     *
     * @throws ApiException naming every field at fault
     */
    static PhasePatch read(RequestBodyFields fields) {
        fields.allowOnly(FIELDS, Set.of());
        Double phase = fields.number("phase");
        Double kick = fields.number("kick");
        if (fields.has("phase") == fields.has("kick")) {
            fields.reject("phase", "either phase or kick must be sent, and not both");
            fields.reject("kick", "either phase or kick must be sent, and not both");
        }
        fields.check();
        return new PhasePatch(phase, kick);
    }

    Command command() {
        if (this.phase != null) {
            return new Command.SetPhase(this.phase);
        }
        if (this.kick != null) {
            return new Command.Kick(this.kick);
        }
        throw new IllegalStateException("Neither was read, and nothing was at fault");
    }
}
