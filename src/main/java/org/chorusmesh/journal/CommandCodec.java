package org.chorusmesh.journal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chorusmesh.node.Command;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of commands: a tag, and the fields in their order; what may be null has a flag before
 * it.
 */
final class CommandCodec {

    private CommandCodec() {}

    static void write(DataOutput out, List<Command> commands) throws IOException {
        out.writeInt(commands.size());
        for (Command command : commands) {
            write(out, command);
        }
    }

    static List<Command> read(DataInput in) throws IOException {
        int count = JournalCodec.readCount(in);
        List<Command> commands = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            commands.add(readOne(in));
        }
        return commands;
    }

    private static void write(DataOutput out, Command command) throws IOException {
        if (command instanceof Command.ChangeSettings change) {
            out.writeByte(1);
            write(out, change.expectedVersion());
            write(out, change.change());
            writeNames(out, change.change().takenBack());
        } else if (command instanceof Command.SetPhase set) {
            out.writeByte(2);
            JournalCodec.writeDouble(out, set.phase());
        } else if (command instanceof Command.Kick kick) {
            out.writeByte(3);
            JournalCodec.writeDouble(out, kick.radians());
        } else if (command instanceof Command.OverridePeer override) {
            out.writeByte(4);
            JournalCodec.writeText(out, override.nodeId());
            write(out, override.weight());
            out.writeByte((override.muted() == null) ? -1 : override.muted() ? 1 : 0);
        } else if (command instanceof Command.ForgetPeer forget) {
            out.writeByte(5);
            JournalCodec.writeText(out, forget.nodeId());
        } else if (command instanceof Command.AddressesKnown known) {
            out.writeByte(6);
            out.writeBoolean(known.complete());
            out.writeInt(known.others());
            out.writeBoolean(known.blind());
        } else if (command instanceof Command.ChangeMeshSettings change) {
            out.writeByte(8);
            write(out, change.expectedVersion());
            write(out, change.change());
            writeNames(out, change.change().takenBack());
        } else if (command instanceof Command.ResetSettings reset) {
            out.writeByte(9);
            write(out, reset.expectedVersion());
            out.writeBoolean(reset.mesh());
        } else {
            out.writeByte(7);
        }
    }

    /** In the order of the format. */
    static final List<Setting> SETTINGS =
            List.of(
                    Setting.COUPLING,
                    Setting.FREQUENCY,
                    Setting.PHASE_LAG,
                    Setting.NOISE,
                    Setting.STEP,
                    Setting.GOSSIP_PERIOD,
                    Setting.TTL);

    static void write(DataOutput out, SettingsChange change) throws IOException {
        for (Setting setting : SETTINGS) {
            Number value = change.get(setting);
            out.writeBoolean(value != null);
            if (value != null) {
                writeValue(out, setting, value);
            }
        }
    }

    static void writeValue(DataOutput out, Setting setting, Number value) throws IOException {
        if (setting.isDuration()) {
            out.writeLong(value.longValue());
        } else {
            JournalCodec.writeDouble(out, value.doubleValue());
        }
    }

    static SettingsChange readChange(DataInput in) throws IOException {
        SettingsChange change = SettingsChange.NONE;
        for (Setting setting : SETTINGS) {
            if (in.readBoolean()) {
                change = change.with(setting, readValue(in, setting));
            }
        }
        return change;
    }

    static Number readValue(DataInput in, Setting setting) throws IOException {
        if (setting.isDuration()) {
            return in.readLong();
        }
        return JournalCodec.readDouble(in);
    }

    private static Command readOne(DataInput in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case 1 -> new Command.ChangeSettings(readLong(in), readNames(in, readChange(in)));
            case 2 -> new Command.SetPhase(JournalCodec.readDouble(in));
            case 3 -> new Command.Kick(JournalCodec.readDouble(in));
            case 4 ->
                    new Command.OverridePeer(
                            JournalCodec.readText(in), readDouble(in), readFlag(in));
            case 5 -> new Command.ForgetPeer(JournalCodec.readText(in));
            case 6 -> new Command.AddressesKnown(in.readBoolean(), in.readInt(), in.readBoolean());
            case 7 -> new Command.Leave();
            case 8 -> new Command.ChangeMeshSettings(readLong(in), readNames(in, readChange(in)));
            case 9 -> new Command.ResetSettings(readLong(in), in.readBoolean());
            default -> throw new JournalFormatException("there is no command " + tag);
        };
    }

    private static void writeNames(DataOutput out, Set<Setting> settings) throws IOException {
        out.writeInt(settings.size());
        for (Setting setting : settings) {
            JournalCodec.writeText(out, setting.field());
        }
    }

    private static SettingsChange readNames(DataInput in, SettingsChange values)
            throws IOException {
        SettingsChange change = values;
        int count = JournalCodec.readCount(in);
        for (int i = 0; i < count; i++) {
            change = change.takingBack(Setting.ofField(JournalCodec.readText(in)));
        }
        return change;
    }

    private static @Nullable Boolean readFlag(DataInput in) throws IOException {
        int flag = in.readByte();
        return (flag < 0) ? null : Boolean.valueOf(flag == 1);
    }

    private static void write(DataOutput out, @Nullable Double value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            JournalCodec.writeDouble(out, value);
        }
    }

    private static @Nullable Double readDouble(DataInput in) throws IOException {
        return in.readBoolean() ? Double.valueOf(JournalCodec.readDouble(in)) : null;
    }

    private static void write(DataOutput out, @Nullable Long value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeLong(value);
        }
    }

    private static @Nullable Long readLong(DataInput in) throws IOException {
        return in.readBoolean() ? Long.valueOf(in.readLong()) : null;
    }
}
