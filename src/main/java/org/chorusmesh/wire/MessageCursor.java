package org.chorusmesh.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Goes through the bytes of a protobuf message, value by value. It never leaves the bounds that it
 * is given: what is broken or cut short marks the whole message as {@linkplain #isUnusual()
 * unusual}, and what is read from there on means nothing.
 */
final class MessageCursor {

    /** Wire type of int, uint, sint, bool and enum. */
    static final int VARINT = 0;

    /** Wire type of fixed64, sfixed64 and double. */
    static final int FIXED64 = 1;

    /** Wire type of what has a length. */
    static final int BYTES = 2;

    private static final int MAX_VARINT_BITS = 63;

    private static final byte[] NOTHING = {};

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = NOTHING;
    private int position;
    private boolean unusual;

    /** Starts at a byte. */
    void start(byte[] message, int first) {
        this.bytes = message;
        this.position = first;
        this.unusual = false;
    }

    /** Lets go of the bytes. */
    void finish() {
        this.bytes = NOTHING;
    }

    /** Whether there is more to read before an end. */
    boolean isBefore(int end) {
        return this.position < end && !this.unusual;
    }

    /** Leaves the message to the generated parser. */
    void setUnusual() {
        this.unusual = true;
    }

    boolean isUnusual() {
        return this.unusual;
    }

    byte[] bytes() {
        return this.bytes;
    }

    int position() {
        return this.position;
    }

    /** Goes on at a byte that has been {@linkplain #stop given} as an end. */
    void moveTo(int next) {
        this.position = next;
    }

    /**
     * Number and wire type of the next field, where they fit into a byte; negative where they do
     * not.
     */
    byte tag() {
        return this.bytes[this.position++];
    }

    /** Reads a length, and gives where that many bytes end. */
    int stop(int end) {
        long length = varint(end);
        if (length < 0 || length > end - this.position) {
            this.unusual = true;
            return this.position;
        }
        return this.position + (int) length;
    }

    long fixed64(int end) {
        if (end - this.position < Long.BYTES) {
            this.unusual = true;
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
        this.unusual = true;
        return 0;
    }

    /** Eight bytes as one number. */
    static long longAt(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }
}
