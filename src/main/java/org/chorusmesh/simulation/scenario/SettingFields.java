package org.chorusmesh.simulation.scenario;

import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.settings.Violation;
import org.jspecify.annotations.Nullable;

/** The settings of nodes in a scenario file. */
final class SettingFields {

    private SettingFields() {}

    /** Reads the settings of all nodes, except for the frequency, which has its own section. */
    static Settings settings(Section s, Settings fallback) {
        Settings settings = fallback;
        for (Setting setting : Setting.values()) {
            if (setting != Setting.FREQUENCY) {
                Number settingFallback = settings.get(setting);
                if (setting == Setting.GOSSIP_PERIOD) {
                    settingFallback = Math.max(settings.stepNanos(), settings.gossipPeriodNanos());
                }
                Number value = s.get(setting.word(), settingFallback, Kind.setting(setting));
                settings = settings.with(setting, value);
            }
        }
        settings.violations().forEach((rule) -> note(s, rule));
        return settings;
    }

    /**
     * Reads a change of settings.
     *
     * @param before the settings before the change; the result must be valid
     */
    static SettingsChange change(Section s, SettingsChange fallback, Settings before) {
        SettingsChange change = SettingsChange.NONE;
        for (Setting setting : Setting.values()) {
            @Nullable Number value =
                    s.find(setting.word(), fallback.get(setting), Kind.setting(setting));
            if (value != null) {
                change = change.with(setting, value);
            }
        }
        if (s.isGiven() && before.violations().isEmpty()) {
            change.applyTo(before).violations().forEach((rule) -> note(s, rule));
        }
        return change;
    }

    /** Records a broken rule, unless a setting that it compares has a mistake already. */
    private static void note(Section s, Violation rule) {
        String word = Setting.ofField(rule.field()).word();
        if (s.isSound(word) && rule.judgedWith().stream().map(Setting::word).allMatch(s::isSound)) {
            s.fault(word, rule.message());
        }
    }
}
