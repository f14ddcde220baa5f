package org.chorusmesh.gossip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Frames put together and taken apart byte by byte, from {@code docs/wire.md} alone: nothing of the
 * codec or of the generated classes is used here.
 */
final class HandMadeFrame {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] prefix(String mesh) {
        HandMadeFrame prefix = new HandMadeFrame();
        byte[] name = mesh.getBytes(StandardCharsets.UTF_8);
        prefix.out.writeBytes("CHRS".getBytes(StandardCharsets.US_ASCII));
        prefix.out.write(1);
        prefix.out.write(name.length);
        prefix.out.writeBytes(name);
        return prefix.bytes();
    }

    static byte[] mac(String key, byte[] frame) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac.doFinal(frame);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    HandMadeFrame varint(int field, long value) {
        tag(field, VARINT);
        raw(value);
        return this;
    }

    /** A signed varint: 0, -1, 1, -2 become 0, 1, 2, 3. */
    HandMadeFrame zigzag(int field, long value) {
        return varint(field, (value << 1) ^ (value >> 63));
    }

    HandMadeFrame fixed64(int field, long value) {
        tag(field, FIXED64);
        this.out.writeBytes(
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
        return this;
    }

    HandMadeFrame real(int field, double value) {
        return fixed64(field, Double.doubleToRawLongBits(value));
    }

    HandMadeFrame bytes(int field, byte[] value) {
        tag(field, BYTES);
        raw(value.length);
        this.out.writeBytes(value);
        return this;
    }

    HandMadeFrame text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return this.out.toByteArray();
    }

    /** The first fixed 64-bit field of a number in a message; others are skipped. */
    static long findFixed64(byte[] message, int wanted) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = readVarint(in);
            switch ((int) (tag & 7)) {
                case VARINT -> readVarint(in);
                case FIXED64 -> {
                    long value = in.getLong();
                    if (tag >>> 3 == wanted) {
                        return value;
                    }
                }
                case BYTES -> in.position((int) (in.position() + 0L + readVarintAhead(in)));
                default -> throw new AssertionError("wire type " + (tag & 7));
            }
        }
        throw new AssertionError("no field " + wanted);
    }

    static byte[] messageOf(byte[] frame, String mesh, int macBytes) {
        return Arrays.copyOfRange(frame, prefix(mesh).length, frame.length - macBytes);
    }

    private static long readVarintAhead(ByteBuffer in) {
        int before = in.position();
        long length = readVarint(in);
        long header = in.position() - before;
        in.position(before);
        return header + length;
    }

    private static long readVarint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private void tag(int field, int type) {
        raw((long) field << 3 | type);
    }

    private void raw(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            this.out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        this.out.write((int) left);
    }
}
