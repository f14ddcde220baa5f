package org.chorusmesh.simulation.scenario;

import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.settings.Violation;
import org.jspecify.annotations.Nullable;

/** How a scenario file says the settings of nodes. */
final class SettingFields {

    private SettingFields() {}

    /** The settings of every node, the frequency apart, which has a section of its own. */
    static Settings settings(Section s, Settings usual) {
        Settings settings = usual;
        for (Setting setting : Setting.values()) {
            if (setting != Setting.FREQUENCY) {
                Number otherwise = settings.get(setting);
                if (setting == Setting.GOSSIP_PERIOD) {
                    otherwise = Math.max(settings.stepNanos(), settings.gossipPeriodNanos());
                }
                Number value = s.get(setting.word(), otherwise, Kind.setting(setting));
                settings = settings.with(setting, value);
            }
        }
        settings.violations().forEach((rule) -> note(s, rule));
        return settings;
    }

    /**
     * A change of settings.
     *
     * @param before what nodes have until then; no setting may go wrong beside these
     */
    static SettingsChange change(Section s, SettingsChange usual, Settings before) {
        SettingsChange change = SettingsChange.NONE;
        for (Setting setting : Setting.values()) {
            @Nullable Number value =
                    s.find(setting.word(), usual.get(setting), Kind.setting(setting));
            if (value != null) {
                change = change.with(setting, value);
            }
        }
        if (s.isGiven() && before.violations().isEmpty()) {
            change.applyTo(before).violations().forEach((rule) -> note(s, rule));
        }
        return change;
    }

    /** Notes a broken rule, unless what it looks at is known to be wrong. */
    private static void note(Section s, Violation rule) {
        String word = Setting.ofField(rule.field()).word();
        if (s.isSound(word) && rule.judgedWith().stream().map(Setting::word).allMatch(s::isSound)) {
            s.fault(word, rule.message());
        }
    }
}
