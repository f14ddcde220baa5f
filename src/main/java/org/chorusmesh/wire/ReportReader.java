package org.chorusmesh.wire;

import static org.chorusmesh.wire.MessageCursor.BYTES;
import static org.chorusmesh.wire.MessageCursor.FIXED64;
import static org.chorusmesh.wire.MessageCursor.VARINT;
import static org.chorusmesh.wire.proto.Report.BEATS_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.BOOT_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.ECHOES_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.GOODBYE_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.GOSSIP_PERIOD_NANOS_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.INCARNATION_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.JOINING_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.LAMPORT_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.LONGEST_PERIOD_NANOS_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.NATURAL_FREQUENCY_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.NODE_ID_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.ORDER_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.PHASE_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.RATE_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Report.STAMP_NANOS_FIELD_NUMBER;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.proto.Order;
import org.jspecify.annotations.Nullable;

/**
 * A fast reader of protobuf messages as nodes of this version write them. It creates no
 * intermediate objects and so takes less than half of the time, which matters to a flooded node. It
 * defers any other message to the generated parser, which decides: unknown fields, settings of the
 * mesh, broken values.
 *
 * <p>It caches ids and is not thread-safe.
 */
final class ReportReader {

    private final MessageCursor in = new MessageCursor();
    private final IdCache ids = new IdCache();
    private final List<Echo> echoes = new ArrayList<>();
    private final BeatsReader beats = new BeatsReader(this.in, this.ids);

    /**
     * Reads a message.
     *
     * @param bytes the bytes that contain it
     * @param start index of its first byte
     * @param end index after its last byte
     * @return the report; null if the generated parser must read the message
     */
    @Nullable Report read(byte[] bytes, int start, int end) {
        this.in.start(bytes, start);
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
        BeatReport beat = null;
        ComplexOrder order = null;
        long longestPeriodNanos = 0;
        while (this.in.isBefore(end)) {
            switch (this.in.tag()) {
                case NODE_ID_FIELD_NUMBER << 3 | BYTES -> nodeId = this.ids.read(this.in, end);
                case INCARNATION_FIELD_NUMBER << 3 | VARINT -> incarnation = this.in.varint(end);
                case BOOT_FIELD_NUMBER << 3 | FIXED64 -> boot = this.in.fixed64(end);
                case LAMPORT_FIELD_NUMBER << 3 | VARINT -> lamport = this.in.varint(end);
                case STAMP_NANOS_FIELD_NUMBER << 3 | FIXED64 -> stampNanos = this.in.fixed64(end);
                case GOSSIP_PERIOD_NANOS_FIELD_NUMBER << 3 | VARINT ->
                        periodNanos = this.in.varint(end);
                case PHASE_FIELD_NUMBER << 3 | FIXED64 -> phase = this.in.fixed64(end);
                case RATE_FIELD_NUMBER << 3 | FIXED64 -> rate = this.in.fixed64(end);
                case NATURAL_FREQUENCY_FIELD_NUMBER << 3 | FIXED64 ->
                        naturalFrequency = this.in.fixed64(end);
                case JOINING_FIELD_NUMBER << 3 | VARINT -> joining = this.in.varint(end) != 0;
                case GOODBYE_FIELD_NUMBER << 3 | VARINT -> goodbye = this.in.varint(end) != 0;
                case ECHOES_FIELD_NUMBER << 3 | BYTES -> this.echoes.add(echo(end));
                case BEATS_FIELD_NUMBER << 3 | BYTES -> {
                    // Repeated messages must be merged, which the generated parser does.
                    if (beat != null) {
                        this.in.deferToParser();
                    }
                    beat = this.beats.read(end);
                }
                case ORDER_FIELD_NUMBER << 3 | BYTES -> {
                    if (order != null) {
                        this.in.deferToParser();
                    }
                    order = order(end);
                }
                case LONGEST_PERIOD_NANOS_FIELD_NUMBER << 3 | VARINT ->
                        longestPeriodNanos = this.in.varint(end);
                default -> this.in.deferToParser();
            }
        }
        this.in.finish();
        List<Echo> echoes = List.copyOf(this.echoes);
        this.echoes.clear();
        if (this.in.isDeferred() || echoes.size() > FrameCodec.MAX_ECHOES) {
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
                echoes,
                null,
                beat,
                order,
                longestPeriodNanos);
    }

    private ComplexOrder order(int end) {
        int stop = this.in.stop(end);
        long real = 0;
        long imaginary = 0;
        while (this.in.isBefore(stop)) {
            switch (this.in.tag()) {
                case Order.REAL_FIELD_NUMBER << 3 | FIXED64 -> real = this.in.fixed64(stop);
                case Order.IMAGINARY_FIELD_NUMBER << 3 | FIXED64 ->
                        imaginary = this.in.fixed64(stop);
                default -> this.in.deferToParser();
            }
        }
        return new ComplexOrder(Double.longBitsToDouble(real), Double.longBitsToDouble(imaginary));
    }

    private Echo echo(int end) {
        int stop = this.in.stop(end);
        long boot = 0;
        long stampNanos = 0;
        long held = 0;
        while (this.in.isBefore(stop)) {
            switch (this.in.tag()) {
                case org.chorusmesh.wire.proto.Echo.BOOT_FIELD_NUMBER << 3 | FIXED64 ->
                        boot = this.in.fixed64(stop);
                case org.chorusmesh.wire.proto.Echo.STAMP_NANOS_FIELD_NUMBER << 3 | FIXED64 ->
                        stampNanos = this.in.fixed64(stop);
                case org.chorusmesh.wire.proto.Echo.HELD_NANOS_FIELD_NUMBER << 3 | VARINT ->
                        held = this.in.varint(stop);
                default -> this.in.deferToParser();
            }
        }
        return new Echo(boot, stampNanos, (held >>> 1) ^ -(held & 1));
    }
}
