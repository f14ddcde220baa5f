package org.chorusmesh.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ids that were read last, so that an id which comes again needs no new object. Bounded: an id
 * takes the place of another with the same hash. Belongs to one thread.
 */
final class IdCache {

    /** Every connection has a cache, and a mesh many connections. */
    private static final int SLOT_BITS = 7;

    /** No id that is in range is longer. */
    private static final int MAX_BYTES = 255;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private static final char REPLACEMENT = '\ufffd';

    private final @Nullable Id[] slots = new @Nullable Id[1 << SLOT_BITS];

    private record Id(byte[] bytes, String text) {}

    /** Reads a string. One that is too long for an id, or no UTF-8, is unusual. */
    String read(MessageCursor in, int end) {
        int stop = in.stop(end);
        int start = in.position();
        if (stop - start > MAX_BYTES) {
            in.setUnusual();
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
        // It stands for what is no UTF-8.
        if (text.indexOf(REPLACEMENT) >= 0) {
            in.setUnusual();
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
