package org.chorusmesh.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of ids, so that an id that is read again needs no new object. An id replaces
 * another with the same hash. Not thread-safe.
 */
final class IdCache {

    /** Enough for the members of a large mesh, of which each report may name a hundred. */
    private static final int SLOT_BITS = 10;

    /** The largest length of a valid id. */
    static final int MAX_BYTES = 255;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private static final char REPLACEMENT = '\ufffd';

    private final @Nullable Id[] slots = new @Nullable Id[1 << SLOT_BITS];

    private record Id(byte[] bytes, String text) {}

    /** Reads a string. Defers to the generated parser if it is too long for an id or not UTF-8. */
    String read(MessageCursor in, int end) {
        int stop = in.stop(end);
        int start = in.position();
        if (stop - start > MAX_BYTES) {
            in.deferToParser();
            return "";
        }
        in.moveTo(stop);
        byte[] bytes = in.bytes();
        int slot = slot(bytes, start, stop);
        Id known = this.slots[slot];
        if (known != null
                && Arrays.equals(bytes, start, stop, known.bytes, 0, known.bytes.length)) {
            return known.text;
        }
        String text = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
        // The decoder puts this character in place of bytes that are not UTF-8.
        if (text.indexOf(REPLACEMENT) >= 0) {
            in.deferToParser();
            return "";
        }
        this.slots[slot] = new Id(Arrays.copyOfRange(bytes, start, stop), text);
        return text;
    }

    private static int slot(byte[] bytes, int start, int stop) {
        long hash = stop - start;
        int i = start;
        for (; i <= stop - Long.BYTES; i += Long.BYTES) {
            hash = mix(hash, MessageCursor.longAt(bytes, i));
        }
        for (; i < stop; i++) {
            hash = mix(hash, bytes[i]);
        }
        return (int) (hash >>> (Long.SIZE - SLOT_BITS));
    }

    private static long mix(long hash, long more) {
        long mixed = (hash ^ more) * MULTIPLIER;
        return mixed ^ (mixed >>> 32);
    }
}
