package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.TestCommands;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeDescriptionTests {

    /** What a node tells itself. */
    private static final List<Class<?>> INTERNAL =
            List.of(Command.AddressesKnown.class, Command.Leave.class);

    static Iterable<Command> commands() {
        return TestCommands.ofEveryKind();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandOfAnOperatorIsDescribedAsItself(Command command) {
        if (INTERNAL.contains(command.getClass())) {
            assertThatIllegalArgumentException().isThrownBy(() -> ChangeDescription.of(command));
            return;
        }
        String description = ChangeDescription.of(command);
        boolean changesNothing =
                command.equals(new Command.ChangeSettings(null, SettingsChange.NONE))
                        || command.equals(new Command.ChangeMeshSettings(null, SettingsChange.NONE))
                        || command.equals(new Command.OverridePeer("ü", null, null));
        assertThat(description == null).isEqualTo(changesNothing);
        for (Command other : TestCommands.ofEveryKind()) {
            if (description != null && other.getClass() != command.getClass()) {
                assertThat(INTERNAL.contains(other.getClass()) ? "" : ChangeDescription.of(other))
                        .isNotEqualTo(description);
            }
        }
    }
}
