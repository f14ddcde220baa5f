package org.chorusmesh.wire;

import static org.chorusmesh.wire.proto.Report.BOOT_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.ECHOES_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.GOODBYE_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.GOSSIP_PERIOD_NANOS_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.INCARNATION_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.JOINING_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.LAMPORT_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.NATURAL_FREQUENCY_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.NODE_ID_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.PHASE_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.RATE_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.STAMP_NANOS_FIELD_NUMBER;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/**
 * The short way from a protobuf message to a report, for messages as nodes of this version write
 * them: without the objects in between it takes less than half of the time, and a flooded node has
 * none to spare. Whatever is unusual, a field that is not known, an id beyond ASCII, anything
 * broken, is left to the generated parser, whose word is law.
 *
 * <p>Belongs to one thread, and remembers the last id, since a connection mostly brings one.
 */
final class ReportReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int MAX_VARINT_BITS = 63;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] frame = {};
    private int position;
    private boolean unusual;

    private byte[] lastIdBytes = {};
    private String lastId = "";

    /**
     * Reads a message.
     *
     * @param bytes what contains it
     * @param start where it starts
     * @param end where it ends
     * @return the report; null where the long way has to be taken
     */
    @Nullable Report read(byte[] bytes, int start, int end) {
        this.frame = bytes;
        this.position = start;
        this.unusual = false;
        String nodeId = "";
        long incarnation = 0;
        long boot = 0;
        long lamport = 0;
        long stampNanos = 0;
        long periodNanos = 0;
        long phase = 0;
        long rate = 0;
        long naturalFrequency = 0;
        boolean joining = false;
        boolean goodbye = false;
        List<Echo> echoes = List.of();
        while (this.position < end && !this.unusual) {
            switch (this.frame[this.position++]) {
                case NODE_ID_FIELD_NUMBER << 3 | BYTES -> nodeId = id(end);
                case INCARNATION_FIELD_NUMBER << 3 | VARINT -> incarnation = varint(end);
                case BOOT_FIELD_NUMBER << 3 | FIXED64 -> boot = fixed64(end);
                case LAMPORT_FIELD_NUMBER << 3 | VARINT -> lamport = varint(end);
                case STAMP_NANOS_FIELD_NUMBER << 3 | FIXED64 -> stampNanos = fixed64(end);
                case GOSSIP_PERIOD_NANOS_FIELD_NUMBER << 3 | VARINT -> periodNanos = varint(end);
                case PHASE_FIELD_NUMBER << 3 | FIXED64 -> phase = fixed64(end);
                case RATE_FIELD_NUMBER << 3 | FIXED64 -> rate = fixed64(end);
                case NATURAL_FREQUENCY_FIELD_NUMBER << 3 | FIXED64 ->
                        naturalFrequency = fixed64(end);
                case JOINING_FIELD_NUMBER << 3 | VARINT -> joining = varint(end) != 0;
                case GOODBYE_FIELD_NUMBER << 3 | VARINT -> goodbye = varint(end) != 0;
                case ECHOES_FIELD_NUMBER << 3 | BYTES -> {
                    if (echoes.isEmpty()) {
                        echoes = new ArrayList<>();
                    }
                    echoes.add(echo(end));
                }
                default -> this.unusual = true;
            }
        }
        this.frame = new byte[0];
        if (this.unusual || echoes.size() > FrameCodec.MAX_ECHOES) {
            return null;
        }
        return new Report(
                nodeId,
                new Boot(incarnation, boot),
                lamport,
                stampNanos,
                periodNanos,
                Double.longBitsToDouble(phase),
                Double.longBitsToDouble(rate),
                Double.longBitsToDouble(naturalFrequency),
                joining,
                goodbye,
                Collections.unmodifiableList(echoes));
    }

    private Echo echo(int end) {
        int length = length(end);
        int stop = this.position + length;
        long boot = 0;
        long stampNanos = 0;
        long held = 0;
        while (this.position < stop && !this.unusual) {
            switch (this.frame[this.position++]) {
                case org.chorusmesh.wire.proto.Echo.BOOT_FIELD_NUMBER << 3 | FIXED64 ->
                        boot = fixed64(stop);
                case org.chorusmesh.wire.proto.Echo.STAMP_NANOS_FIELD_NUMBER << 3 | FIXED64 ->
                        stampNanos = fixed64(stop);
                case org.chorusmesh.wire.proto.Echo.HELD_NANOS_FIELD_NUMBER << 3 | VARINT ->
                        held = varint(stop);
                default -> this.unusual = true;
            }
        }
        return new Echo(boot, stampNanos, (held >>> 1) ^ -(held & 1));
    }

    private String id(int end) {
        int length = length(end);
        int start = this.position;
        this.position += length;
        if (Arrays.equals(
                this.frame, start, start + length, this.lastIdBytes, 0, this.lastIdBytes.length)) {
            return this.lastId;
        }
        for (int i = start; i < start + length; i++) {
            if (this.frame[i] < 0) {
                this.unusual = true;
                return "";
            }
        }
        this.lastIdBytes = Arrays.copyOfRange(this.frame, start, start + length);
        this.lastId = new String(this.lastIdBytes, StandardCharsets.US_ASCII);
        return this.lastId;
    }

    private int length(int end) {
        long length = varint(end);
        if (length < 0 || length > end - this.position) {
            this.unusual = true;
            return 0;
        }
        return (int) length;
    }

    private long fixed64(int end) {
        if (end - this.position < Long.BYTES) {
            this.unusual = true;
            return 0;
        }
        long value = (long) LONG.get(this.frame, this.position);
        this.position += Long.BYTES;
        return value;
    }

    private long varint(int end) {
        long value = 0;
        for (int shift = 0; shift <= MAX_VARINT_BITS; shift += 7) {
            if (this.position >= end) {
                break;
            }
            byte next = this.frame[this.position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        this.unusual = true;
        return 0;
    }
}
