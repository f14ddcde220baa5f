package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;

/** Commands for tests. */
public final class TestCommands {

    private TestCommands() {}

    /** At least one of each kind, with and without what may be left out. */
    public static List<Command> ofEveryKind() {
        SettingsChange change =
                SettingsChange.of(Setting.COUPLING, Double.NaN)
                        .with(Setting.TTL, Long.MIN_VALUE)
                        .takingBack(Setting.NOISE)
                        .takingBack(Setting.STEP);
        List<Command> commands =
                List.of(
                        new Command.ChangeSettings(null, SettingsChange.NONE),
                        new Command.ChangeSettings(-1L, change),
                        new Command.ChangeMeshSettings(null, SettingsChange.NONE),
                        new Command.ChangeMeshSettings(Long.MAX_VALUE, change),
                        new Command.ResetSettings(null, true),
                        new Command.ResetSettings(7L, false),
                        new Command.SetPhase(-0.0),
                        new Command.Kick(1e-300),
                        new Command.OverridePeer("ü", null, null),
                        new Command.OverridePeer("", 0.5, false),
                        new Command.ForgetPeer("b"),
                        new Command.AddressesKnown(true, -1, false),
                        new Command.AddressesKnown(false, 3, true),
                        new Command.Leave());
        assertThat(Command.class.getPermittedSubclasses())
                .allSatisfy(
                        (kind) ->
                                assertThat(commands)
                                        .as(kind.getSimpleName())
                                        .anyMatch(kind::isInstance));
        return commands;
    }
}
