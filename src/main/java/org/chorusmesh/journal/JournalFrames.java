package org.chorusmesh.journal;

import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Takes a journal apart into frames: length, its complement, content, CRC-32C of the content. Any
 * bit that flips is noticed; the complement tells a damaged length from a file that was cut short.
 */
final class JournalFrames {

    /** "CHORUSJ" and the version of the format. */
    static final long MAGIC = 0x43484F5255534A06L;

    private static final long VERSION_MASK = 0xFF;

    /** What a frame has beside its content. */
    static final int OVERHEAD_BYTES = 3 * Integer.BYTES;

    private static final int MAX_CONTENT_BYTES = 1 << 28;

    private final InputStream in;
    private long offset;
    private boolean cutShort;

    JournalFrames(InputStream in, long offset) {
        this.in = in;
        this.offset = offset;
    }

    /**
     * @throws JournalFormatException if a file that starts like this is no journal, or one of
     *     another version
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

    static void write(DataOutput out, byte[] content) throws IOException {
        CRC32C sum = new CRC32C();
        sum.update(content);
        out.writeInt(content.length);
        out.writeInt(~content.length);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }

    /**
     * The content of the next frame; null at the end, which is there too where a frame was {@link
     * #isCutShort() cut short}.
     *
     * @throws JournalFormatException if a bit is not as it was written
     * @throws IOException if the file cannot be read
     */
    byte @Nullable [] next() throws IOException {
        byte[] lengths = this.in.readNBytes(2 * Integer.BYTES);
        if (lengths.length < 2 * Integer.BYTES) {
            this.cutShort = lengths.length > 0;
            return null;
        }
        ByteBuffer both = ByteBuffer.wrap(lengths);
        int length = both.getInt();
        if (both.getInt() != ~length || length < 0 || length > MAX_CONTENT_BYTES) {
            throw new JournalFormatException("its length is not as it was written");
        }
        byte[] content = this.in.readNBytes(length);
        byte[] written = this.in.readNBytes(Integer.BYTES);
        if (written.length < Integer.BYTES) {
            this.cutShort = true;
            return null;
        }
        CRC32C sum = new CRC32C();
        sum.update(content);
        if (ByteBuffer.wrap(written).getInt() != (int) sum.getValue()) {
            throw new JournalFormatException("its checksum is wrong");
        }
        this.offset += OVERHEAD_BYTES + length;
        return content;
    }

    /** Where the next frame begins, bytes from the beginning of the file. */
    long offset() {
        return this.offset;
    }

    /** Whether the file ends within a frame. */
    boolean isCutShort() {
        return this.cutShort;
    }
}
