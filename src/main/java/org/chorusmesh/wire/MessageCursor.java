package org.chorusmesh.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the bytes of a protobuf message, value by value. It stays within the given bounds. A broken
 * or truncated value {@linkplain #isDeferred() defers} the whole message to the generated parser,
 * and later values are meaningless.
 */
final class MessageCursor {

    /** Wire type of int, uint, sint, bool and enum. */
    static final int VARINT = 0;

    /** Wire type of fixed64, sfixed64 and double. */
    static final int FIXED64 = 1;

    /** Wire type of string, bytes and message. */
    static final int BYTES = 2;

    private static final int MAX_VARINT_BITS = 63;

    private static final byte[] NOTHING = {};

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = NOTHING;
    private int position;
    private boolean deferred;

    /** Starts to read at a byte of a message. */
    void start(byte[] message, int first) {
        this.bytes = message;
        this.position = first;
        this.deferred = false;
    }

    /** Releases the bytes. */
    void finish() {
        this.bytes = NOTHING;
    }

    /** Whether there are more bytes before an end. */
    boolean isBefore(int end) {
        return this.position < end && !this.deferred;
    }

    /** Leaves the whole message to the generated parser. */
    void deferToParser() {
        this.deferred = true;
    }

    boolean isDeferred() {
        return this.deferred;
    }

    byte[] bytes() {
        return this.bytes;
    }

    int position() {
        return this.position;
    }

    /** Continues at a byte that {@link #stop} returned. */
    void moveTo(int next) {
        this.position = next;
    }

    /**
     * Reads the number and wire type of the next field; negative if they do not fit into two bytes.
     */
    int tag() {
        int first = this.bytes[this.position++];
        if (first >= 0) {
            return first;
        }
        // Readers of values check the end, so a tag across it defers the message.
        int second = (this.position < this.bytes.length) ? this.bytes[this.position++] : -1;
        return (second >= 0) ? (first & 0x7f) | second << 7 : -1;
    }

    /** Reads a length and returns the index after that many bytes. */
    int stop(int end) {
        long length = varint(end);
        if (length < 0 || length > end - this.position) {
            this.deferred = true;
            return this.position;
        }
        return this.position + (int) length;
    }

    long fixed64(int end) {
        if (end - this.position < Long.BYTES) {
            this.deferred = true;
            return 0;
        }
        long value = longAt(this.bytes, this.position);
        this.position += Long.BYTES;
        return value;
    }

    long varint(int end) {
        long value = 0;
        for (int shift = 0; shift <= MAX_VARINT_BITS; shift += 7) {
            if (this.position >= end) {
                break;
            }
            byte next = this.bytes[this.position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        this.deferred = true;
        return 0;
    }

    /** Eight bytes as a little-endian number. */
    static long longAt(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }
}
