package org.chorusmesh.journal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A journal's bytes, big-endian. Doubles go as their raw bits: a report of not-a-number is replayed
 * as it came.
 */
final class JournalCodec {

    /** "CHORUSJ" and the version of the format. */
    static final long MAGIC = 0x43484F5255534A04L;

    private static final long VERSION_MASK = 0xFF;

    private static final int MAX_ITEMS = 1 << 20;

    private JournalCodec() {}

    static void write(DataOutput out, JournalHeader header) throws IOException {
        NodeConfiguration configuration = header.configuration();
        writeText(out, configuration.identity().mesh());
        writeText(out, configuration.identity().nodeId());
        write(out, configuration.identity().boot());
        write(out, configuration.settings());
        out.writeBoolean(configuration.joinMode() == JoinMode.ALIGN);
        writeDouble(out, configuration.initialPhase());
        out.writeInt(configuration.maxPeers());
        out.writeBoolean(configuration.meshSettings());
        out.writeLong(configuration.joinPatienceNanos());
        out.writeLong(header.seed());
        out.writeLong(header.bornNanos());
    }

    /**
     * @throws JournalFormatException if a file that begins like this is no journal, or one that
     *     cannot be read here
     */
    static void checkMagic(long magic) throws JournalFormatException {
        if ((magic & ~VERSION_MASK) != (MAGIC & ~VERSION_MASK)) {
            throw new JournalFormatException("This is no journal");
        }
        if (magic != MAGIC) {
            throw new JournalFormatException(
                    "This is a journal of version %d, and only version %d can be read"
                            .formatted(magic & VERSION_MASK, MAGIC & VERSION_MASK));
        }
    }

    static JournalHeader readHeader(DataInput in) throws IOException {
        NodeIdentity identity = new NodeIdentity(readText(in), readText(in), readBoot(in));
        Settings settings = readSettings(in);
        JoinMode joinMode = in.readBoolean() ? JoinMode.ALIGN : JoinMode.FREE;
        double initialPhase = readDouble(in);
        return new JournalHeader(
                new NodeConfiguration(
                        identity,
                        settings,
                        joinMode,
                        initialPhase,
                        in.readInt(),
                        in.readBoolean(),
                        in.readLong()),
                in.readLong(),
                in.readLong());
    }

    static void write(DataOutput out, JournalEntry entry) throws IOException {
        out.writeLong(entry.nowNanos());
        out.writeLong(entry.phaseBits());
        Inbound inbound = entry.inbound();
        out.writeLong(inbound.malformed());
        out.writeLong(inbound.unauthenticated());
        out.writeLong(inbound.dropped());
        out.writeInt(inbound.arrivals().size());
        for (Arrival arrival : inbound.arrivals()) {
            out.writeLong(arrival.receivedNanos());
            write(out, arrival.report());
        }
        CommandCodec.write(out, entry.commands());
    }

    static JournalEntry readEntry(DataInput in) throws IOException {
        long nowNanos = in.readLong();
        long phaseBits = in.readLong();
        long malformed = in.readLong();
        long unauthenticated = in.readLong();
        long dropped = in.readLong();
        int count = readCount(in);
        List<Arrival> arrivals = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            long receivedNanos = in.readLong();
            arrivals.add(new Arrival(readReport(in), receivedNanos));
        }
        return new JournalEntry(
                nowNanos,
                new Inbound(arrivals, malformed, unauthenticated, dropped),
                CommandCodec.read(in),
                phaseBits);
    }

    private static void write(DataOutput out, Report report) throws IOException {
        writeText(out, report.nodeId());
        write(out, report.boot());
        out.writeLong(report.lamport());
        out.writeLong(report.stampNanos());
        out.writeLong(report.gossipPeriodNanos());
        writeDouble(out, report.phase());
        writeDouble(out, report.rate());
        writeDouble(out, report.naturalFrequency());
        out.writeBoolean(report.joining());
        out.writeBoolean(report.goodbye());
        out.writeInt(report.echoes().size());
        for (Echo echo : report.echoes()) {
            out.writeLong(echo.bootBits());
            out.writeLong(echo.stampNanos());
            out.writeLong(echo.heldNanos());
        }
        write(out, report.meshSettings());
    }

    private static void write(DataOutput out, @Nullable MeshSettings settings) throws IOException {
        out.writeBoolean(settings != null);
        if (settings != null) {
            out.writeLong(settings.counter());
            writeText(out, settings.writer());
            CommandCodec.write(out, settings.change());
        }
    }

    private static @Nullable MeshSettings readMeshSettings(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long counter = in.readLong();
        String writer = readText(in);
        return new MeshSettings(counter, writer, CommandCodec.readChange(in));
    }

    private static Report readReport(DataInput in) throws IOException {
        String nodeId = readText(in);
        Boot boot = readBoot(in);
        long lamport = in.readLong();
        long stampNanos = in.readLong();
        long periodNanos = in.readLong();
        double phase = readDouble(in);
        double rate = readDouble(in);
        double naturalFrequency = readDouble(in);
        boolean joining = in.readBoolean();
        boolean goodbye = in.readBoolean();
        int count = readCount(in);
        List<Echo> echoes = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            echoes.add(new Echo(in.readLong(), in.readLong(), in.readLong()));
        }
        return new Report(
                nodeId,
                boot,
                lamport,
                stampNanos,
                periodNanos,
                phase,
                rate,
                naturalFrequency,
                joining,
                goodbye,
                echoes,
                readMeshSettings(in));
    }

    private static void write(DataOutput out, Settings settings) throws IOException {
        for (Setting setting : CommandCodec.SETTINGS) {
            CommandCodec.writeValue(out, setting, settings.get(setting));
        }
    }

    private static Settings readSettings(DataInput in) throws IOException {
        Settings settings = Settings.defaults();
        for (Setting setting : CommandCodec.SETTINGS) {
            settings = settings.with(setting, CommandCodec.readValue(in, setting));
        }
        return settings;
    }

    private static void write(DataOutput out, Boot boot) throws IOException {
        out.writeLong(boot.incarnation());
        out.writeLong(boot.bits());
    }

    private static Boot readBoot(DataInput in) throws IOException {
        return new Boot(in.readLong(), in.readLong());
    }

    static void writeDouble(DataOutput out, double value) throws IOException {
        out.writeLong(Double.doubleToRawLongBits(value));
    }

    static double readDouble(DataInput in) throws IOException {
        return Double.longBitsToDouble(in.readLong());
    }

    static void writeText(DataOutput out, String text) throws IOException {
        // Unlike writeUTF, of any length: the wire may carry ids that no node would bear.
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[readCount(in)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static int readCount(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ITEMS) {
            throw new JournalFormatException("it has a count of " + count);
        }
        return count;
    }
}
