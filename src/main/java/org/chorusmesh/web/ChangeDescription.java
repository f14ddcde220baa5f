package org.chorusmesh.web;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.node.Command;
import org.chorusmesh.settings.SettingsChange;
import org.jspecify.annotations.Nullable;

/** What an operator has changed, in words for the log. */
final class ChangeDescription {

    private ChangeDescription() {}

    /** To be read after "has"; null for what changes nothing. */
    static @Nullable String of(Command command) {
        if (command instanceof Command.ChangeSettings settings) {
            return changed("changed settings of this node", values(settings.change()));
        }
        if (command instanceof Command.ChangeMeshSettings settings) {
            return changed("changed settings of the whole mesh", values(settings.change()));
        }
        if (command instanceof Command.ResetSettings reset) {
            return reset.mesh()
                    ? "taken back the settings of the whole mesh"
                    : "taken back the settings that were changed on this node";
        }
        if (command instanceof Command.SetPhase set) {
            return "set the phase to " + set.phase() + " rad";
        }
        if (command instanceof Command.Kick kick) {
            return "added " + kick.radians() + " rad to the phase";
        }
        if (command instanceof Command.OverridePeer override) {
            List<String> values = new ArrayList<>();
            add(values, "weight", override.weight());
            add(values, "muted", override.muted());
            return changed("changed the override of peer " + override.nodeId(), values);
        }
        if (command instanceof Command.ForgetPeer forget) {
            return "had peer " + forget.nodeId() + " forgotten";
        }
        throw new IllegalArgumentException("No operator gives this command: " + command);
    }

    private static @Nullable String changed(String what, List<String> values) {
        return values.isEmpty() ? null : what + ": " + String.join(", ", values);
    }

    private static List<String> values(SettingsChange change) {
        List<String> values = new ArrayList<>();
        change.values()
                .forEach((setting, value) -> add(values, setting.field(), setting.show(value)));
        change.takenBack().forEach((setting) -> values.add(setting.field() + " taken back"));
        return values;
    }

    private static void add(List<String> values, String field, @Nullable Object value) {
        if (value != null) {
            values.add(field + " = " + value);
        }
    }
}
