package org.chorusmesh.settings;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some settings to change at once; immutable. A setting that it takes back returns to the layer
 * below, such as the configuration. A change that takes nothing back is such a layer itself.
 *
 * @param values what it sets, each as {@link Settings#get} gives it
 * @param takenBack what it takes back; none of those that it sets
 */
public record SettingsChange(Map<Setting, Number> values, Set<Setting> takenBack) {

    /** Changes nothing. */
    public static final SettingsChange NONE = new SettingsChange(Map.of(), Set.of());

    /**
     * A change.
     *
     * @throws IllegalArgumentException if a value is not of the setting's kind
     */
    public SettingsChange {
        Map<Setting, Number> ordered = new EnumMap<>(Setting.class);
        values.forEach(
                (setting, value) -> ordered.put(setting, setting.ofBits(setting.toBits(value))));
        Set<Setting> unset = EnumSet.noneOf(Setting.class);
        unset.addAll(takenBack);
        unset.removeAll(ordered.keySet());
        values = Collections.unmodifiableMap(ordered);
        takenBack = Collections.unmodifiableSet(unset);
    }

    /** Sets one. */
    public static SettingsChange of(Setting setting, Number value) {
        return NONE.with(setting, value);
    }

    /** Sets every setting. */
    public static SettingsChange toAll(Settings settings) {
        SettingsChange change = NONE;
        for (Setting setting : Setting.values()) {
            change = change.with(setting, settings.get(setting));
        }
        return change;
    }

    /** A copy that sets one more. */
    public SettingsChange with(Setting setting, Number value) {
        Map<Setting, Number> more = new EnumMap<>(Setting.class);
        more.putAll(this.values);
        more.put(setting, value);
        return new SettingsChange(more, this.takenBack);
    }

    /** A copy that takes one more back instead of setting it. */
    public SettingsChange takingBack(Setting setting) {
        Set<Setting> more = EnumSet.of(setting);
        more.addAll(this.takenBack);
        return new SettingsChange(without(Set.of(setting)).values, more);
    }

    /** What it sets one to; null if it does not. */
    public @Nullable Number get(Setting setting) {
        return this.values.get(setting);
    }

    /** The layer that results when a later change is made to this one. */
    public SettingsChange and(SettingsChange later) {
        Map<Setting, Number> both = new EnumMap<>(Setting.class);
        both.putAll(without(later.takenBack).values);
        both.putAll(later.values);
        return new SettingsChange(both, Set.of());
    }

    /** A copy that leaves some settings alone. */
    public SettingsChange without(Set<Setting> settings) {
        Map<Setting, Number> rest = new EnumMap<>(Setting.class);
        rest.putAll(this.values);
        rest.keySet().removeAll(settings);
        Set<Setting> unset = EnumSet.noneOf(Setting.class);
        unset.addAll(this.takenBack);
        unset.removeAll(settings);
        return new SettingsChange(rest, unset);
    }

    /** The settings that result from this layer on top of others, not checked. */
    public Settings applyTo(Settings below) {
        return this.values.isEmpty()
                ? below
                : Settings.of((setting) -> this.values.getOrDefault(setting, below.get(setting)));
    }
}
