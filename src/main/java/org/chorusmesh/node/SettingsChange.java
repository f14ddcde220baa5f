package org.chorusmesh.node;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chorusmesh.peers.MeshSettings;
import org.jspecify.annotations.Nullable;

/**
 * Some settings to be changed at once; what is null stays as it is. Ranges and units as in {@link
 * Settings}.
 */
public record SettingsChange(
        @Nullable Double coupling,
        @Nullable Double frequencyHz,
        @Nullable Double phaseLag,
        @Nullable Double noise,
        @Nullable Long stepNanos,
        @Nullable Long gossipPeriodNanos,
        @Nullable Long ttlNanos) {

    /** The names of all settings, as REST spells them. */
    public static final List<String> NAMES =
            List.of("coupling", "frequencyHz", "phaseLag", "noise", "ttl", "step", "gossipPeriod");

    /** Changes nothing. */
    public static final SettingsChange NONE =
            new SettingsChange(null, null, null, null, null, null, null);

    /** What a version of the mesh's settings changes; nothing if there is none. */
    public static SettingsChange of(@Nullable MeshSettings mesh) {
        return (mesh == null)
                ? NONE
                : new SettingsChange(
                        mesh.coupling(),
                        mesh.frequencyHz(),
                        mesh.phaseLag(),
                        mesh.noise(),
                        mesh.stepNanos(),
                        mesh.gossipPeriodNanos(),
                        mesh.ttlNanos());
    }

    /** The same as a version of the mesh's settings. */
    public MeshSettings toMeshSettings(long counter, String writer) {
        return new MeshSettings(
                counter,
                writer,
                this.coupling,
                this.frequencyHz,
                this.phaseLag,
                this.noise,
                this.stepNanos,
                this.gossipPeriodNanos,
                this.ttlNanos);
    }

    /** This change, and the later one on top of it. */
    SettingsChange and(SettingsChange later) {
        return new SettingsChange(
                or(later.coupling, this.coupling),
                or(later.frequencyHz, this.frequencyHz),
                or(later.phaseLag, this.phaseLag),
                or(later.noise, this.noise),
                or(later.stepNanos, this.stepNanos),
                or(later.gossipPeriodNanos, this.gossipPeriodNanos),
                or(later.ttlNanos, this.ttlNanos));
    }

    /** This change without what it does to some settings, by their names as REST spells them. */
    SettingsChange without(Set<String> names) {
        return new SettingsChange(
                unless(names, "coupling", this.coupling),
                unless(names, "frequencyHz", this.frequencyHz),
                unless(names, "phaseLag", this.phaseLag),
                unless(names, "noise", this.noise),
                unless(names, "step", this.stepNanos),
                unless(names, "gossipPeriod", this.gossipPeriodNanos),
                unless(names, "ttl", this.ttlNanos));
    }

    private static <T> @Nullable T unless(Set<String> names, String name, @Nullable T value) {
        return names.contains(name) ? null : value;
    }

    /** The names themselves, in the order of {@link #NAMES}. */
    static Set<String> namesOf(Set<String> names) {
        if (!NAMES.containsAll(names)) {
            throw new IllegalArgumentException("Not all of these are settings: " + names);
        }
        Set<String> ordered = new LinkedHashSet<>(NAMES);
        ordered.retainAll(names);
        return Collections.unmodifiableSet(ordered);
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return (first != null) ? first : second;
    }

    /** The names of the settings that it changes, as REST spells them. */
    public Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        add(fields, "coupling", this.coupling);
        add(fields, "frequencyHz", this.frequencyHz);
        add(fields, "phaseLag", this.phaseLag);
        add(fields, "noise", this.noise);
        add(fields, "ttl", this.ttlNanos);
        add(fields, "step", this.stepNanos);
        add(fields, "gossipPeriod", this.gossipPeriodNanos);
        return fields;
    }

    private static void add(Set<String> fields, String field, @Nullable Object value) {
        if (value != null) {
            fields.add(field);
        }
    }

    /** The settings that result, not yet checked. */
    public Settings applyTo(Settings settings) {
        return new Settings(
                (this.coupling != null) ? this.coupling : settings.coupling(),
                (this.frequencyHz != null) ? this.frequencyHz : settings.frequencyHz(),
                (this.phaseLag != null) ? this.phaseLag : settings.phaseLag(),
                (this.noise != null) ? this.noise : settings.noise(),
                (this.stepNanos != null) ? this.stepNanos : settings.stepNanos(),
                (this.gossipPeriodNanos != null)
                        ? this.gossipPeriodNanos
                        : settings.gossipPeriodNanos(),
                (this.ttlNanos != null) ? this.ttlNanos : settings.ttlNanos());
    }
}
