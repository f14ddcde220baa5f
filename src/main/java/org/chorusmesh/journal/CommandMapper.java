package org.chorusmesh.journal;

import org.chorusmesh.journal.proto.AddressesKnown;
import org.chorusmesh.journal.proto.ChangeSettings;
import org.chorusmesh.journal.proto.OverridePeer;
import org.chorusmesh.journal.proto.ResetSettings;
import org.chorusmesh.node.Command;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.wire.SettingsMapper;
import org.jspecify.annotations.Nullable;

/** Maps commands to protobuf messages and back. */
final class CommandMapper {

    private CommandMapper() {}

    static org.chorusmesh.journal.proto.Command toMessage(Command command) {
        org.chorusmesh.journal.proto.Command.Builder message =
                org.chorusmesh.journal.proto.Command.newBuilder();
        if (command instanceof Command.ChangeSettings change) {
            message.setChangeSettings(toMessage(change.expectedVersion(), change.change()));
        } else if (command instanceof Command.ChangeMeshSettings change) {
            message.setChangeMeshSettings(toMessage(change.expectedVersion(), change.change()));
        } else if (command instanceof Command.ResetSettings reset) {
            ResetSettings.Builder fields = ResetSettings.newBuilder().setMesh(reset.mesh());
            if (reset.expectedVersion() != null) {
                fields.setExpectedVersion(reset.expectedVersion());
            }
            message.setResetSettings(fields);
        } else if (command instanceof Command.SetPhase set) {
            message.setSetPhase(set.phase());
        } else if (command instanceof Command.Kick kick) {
            message.setKick(kick.radians());
        } else if (command instanceof Command.OverridePeer override) {
            OverridePeer.Builder fields = OverridePeer.newBuilder().setNodeId(override.nodeId());
            if (override.weight() != null) {
                fields.setWeight(override.weight());
            }
            if (override.muted() != null) {
                fields.setMuted(override.muted());
            }
            message.setOverridePeer(fields);
        } else if (command instanceof Command.ForgetPeer forget) {
            message.setForgetPeer(forget.nodeId());
        } else if (command instanceof Command.AddressesKnown known) {
            message.setAddressesKnown(
                    AddressesKnown.newBuilder()
                            .setComplete(known.complete())
                            .setOthers(known.others())
                            .setBlind(known.blind()));
        } else if (command instanceof Command.Leave) {
            message.setLeave(true);
        } else {
            throw new IllegalArgumentException("Unknown command " + command);
        }
        return message.build();
    }

    private static ChangeSettings toMessage(@Nullable Long expectedVersion, SettingsChange change) {
        ChangeSettings.Builder message =
                ChangeSettings.newBuilder().setValues(SettingsMapper.toMessage(change));
        if (expectedVersion != null) {
            message.setExpectedVersion(expectedVersion);
        }
        change.takenBack().forEach((setting) -> message.addTakenBack(setting.field()));
        return message.build();
    }

    /**
     * Maps a message to a command.
     *
     * @throws IllegalArgumentException if its kind or a setting in it is unknown
     */
    static Command toCommand(org.chorusmesh.journal.proto.Command message) {
        return switch (message.getKindCase()) {
            case CHANGE_SETTINGS -> {
                ChangeSettings fields = message.getChangeSettings();
                yield new Command.ChangeSettings(expectedVersion(fields), toChange(fields));
            }
            case CHANGE_MESH_SETTINGS -> {
                ChangeSettings fields = message.getChangeMeshSettings();
                yield new Command.ChangeMeshSettings(expectedVersion(fields), toChange(fields));
            }
            case RESET_SETTINGS -> {
                ResetSettings fields = message.getResetSettings();
                yield new Command.ResetSettings(
                        fields.hasExpectedVersion() ? fields.getExpectedVersion() : null,
                        fields.getMesh());
            }
            case SET_PHASE -> new Command.SetPhase(message.getSetPhase());
            case KICK -> new Command.Kick(message.getKick());
            case OVERRIDE_PEER -> {
                OverridePeer fields = message.getOverridePeer();
                yield new Command.OverridePeer(
                        fields.getNodeId(),
                        fields.hasWeight() ? fields.getWeight() : null,
                        fields.hasMuted() ? fields.getMuted() : null);
            }
            case FORGET_PEER -> new Command.ForgetPeer(message.getForgetPeer());
            case ADDRESSES_KNOWN -> {
                AddressesKnown fields = message.getAddressesKnown();
                yield new Command.AddressesKnown(
                        fields.getComplete(), fields.getOthers(), fields.getBlind());
            }
            case LEAVE -> new Command.Leave();
            case KIND_NOT_SET -> throw new IllegalArgumentException("it has an unknown command");
        };
    }

    private static @Nullable Long expectedVersion(ChangeSettings message) {
        return message.hasExpectedVersion() ? message.getExpectedVersion() : null;
    }

    private static SettingsChange toChange(ChangeSettings message) {
        SettingsChange change = SettingsMapper.toChange(message.getValues());
        for (String field : message.getTakenBackList()) {
            change = change.takingBack(Setting.ofField(field));
        }
        return change;
    }
}
