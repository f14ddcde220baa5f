package org.chorusmesh.journal;

import org.chorusmesh.node.Command;
import org.chorusmesh.node.SettingsChange;
import org.jspecify.annotations.Nullable;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
            writeNames(out, change.takenBack());
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
            writeNames(out, change.takenBack());
        } else if (command instanceof Command.ResetSettings reset) {
            out.writeByte(9);
            write(out, reset.expectedVersion());
            out.writeBoolean(reset.mesh());
        } else {
            out.writeByte(7);
        }
    }

    static void write(DataOutput out, SettingsChange change) throws IOException {
        write(out, change.coupling());
        write(out, change.frequencyHz());
        write(out, change.phaseLag());
        write(out, change.noise());
        write(out, change.stepNanos());
        write(out, change.gossipPeriodNanos());
        write(out, change.ttlNanos());
    }

    static SettingsChange readChange(DataInput in) throws IOException {
        return new SettingsChange(
                readDouble(in),
                readDouble(in),
                readDouble(in),
                readDouble(in),
                readLong(in),
                readLong(in),
                readLong(in));
    }

    private static Command readOne(DataInput in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case 1 -> new Command.ChangeSettings(readLong(in), readChange(in), readNames(in));
            case 2 -> new Command.SetPhase(JournalCodec.readDouble(in));
            case 3 -> new Command.Kick(JournalCodec.readDouble(in));
            case 4 ->
                    new Command.OverridePeer(
                            JournalCodec.readText(in), readDouble(in), readFlag(in));
            case 5 -> new Command.ForgetPeer(JournalCodec.readText(in));
            case 6 -> new Command.AddressesKnown(in.readBoolean(), in.readInt(), in.readBoolean());
            case 7 -> new Command.Leave();
            case 8 -> new Command.ChangeMeshSettings(readLong(in), readChange(in), readNames(in));
            case 9 -> new Command.ResetSettings(readLong(in), in.readBoolean());
            default -> throw new JournalFormatException("there is no command " + tag);
        };
    }

    private static void writeNames(DataOutput out, Set<String> names) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            JournalCodec.writeText(out, name);
        }
    }

    private static Set<String> readNames(DataInput in) throws IOException {
        int count = JournalCodec.readCount(in);
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            names.add(JournalCodec.readText(in));
        }
        return names;
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
