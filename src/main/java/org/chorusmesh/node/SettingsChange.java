package org.chorusmesh.node;

import org.jspecify.annotations.Nullable;

/**
 * Some settings to be changed at once; what is null stays as it is. Ranges and units as in {@link Settings}.
 */
public record SettingsChange(
        @Nullable Double coupling,
        @Nullable Double frequencyHz,
        @Nullable Double phaseLag,
        @Nullable Double noise,
        @Nullable Long stepNanos,
        @Nullable Long gossipPeriodNanos,
        @Nullable Long ttlNanos) {

    /**
     * The settings that result, not yet checked.
     */
    public Settings applyTo(Settings settings) {
        return new Settings(
                (this.coupling != null) ? this.coupling : settings.coupling(),
                (this.frequencyHz != null) ? this.frequencyHz : settings.frequencyHz(),
                (this.phaseLag != null) ? this.phaseLag : settings.phaseLag(),
                (this.noise != null) ? this.noise : settings.noise(),
                (this.stepNanos != null) ? this.stepNanos : settings.stepNanos(),
                (this.gossipPeriodNanos != null) ? this.gossipPeriodNanos : settings.gossipPeriodNanos(),
                (this.ttlNanos != null) ? this.ttlNanos : settings.ttlNanos());
    }
}
