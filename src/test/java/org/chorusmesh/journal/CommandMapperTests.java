package org.chorusmesh.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.InvalidProtocolBufferException;
import org.chorusmesh.journal.proto.ChangeSettings;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.TestCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandMapperTests {

    static Iterable<Command> commands() {
        return TestCommands.ofEveryKind();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandComesBack(Command command) throws InvalidProtocolBufferException {
        byte[] bytes = CommandMapper.toMessage(command).toByteArray();
        assertThat(CommandMapper.toCommand(org.chorusmesh.journal.proto.Command.parseFrom(bytes)))
                .isEqualTo(command);
    }

    @Test
    void aCommandOfNoKnownKindAndANameThatIsNoSettingAreRefused() {
        org.chorusmesh.journal.proto.Command.Builder message =
                org.chorusmesh.journal.proto.Command.newBuilder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandMapper.toCommand(message.build()));
        message.setChangeSettings(ChangeSettings.newBuilder().addTakenBack("copling"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandMapper.toCommand(message.build()));
    }
}
