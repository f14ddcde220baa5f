package org.chorusmesh.journal;

import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the frames of a journal: length, complement of the length, content, CRC-32C of
 * the content. Every flipped bit is detected. The complement distinguishes a damaged length from a
 * truncated file.
 */
final class JournalFrames {

    /** "CHORUSJ" and the version of the format. */
    static final long MAGIC = 0x43484F5255534A08L;

    private static final long VERSION_MASK = 0xFF;

    /** Size of a frame without its content, bytes. */
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
     * Checks the first eight bytes of a file.
     *
     * @throws JournalFormatException if the file is not a journal, or has another version
     */
    static void checkMagic(long magic) throws JournalFormatException {
        if ((magic & ~VERSION_MASK) != (MAGIC & ~VERSION_MASK)) {
            throw new JournalFormatException("This is not a journal");
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
     * Reads the content of the next frame; null at the end of the file or at a {@linkplain
     * #isCutShort() truncated} frame.
     *
     * @throws JournalFormatException if the frame is damaged
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
            throw new JournalFormatException("its length does not match its complement");
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

    /** Offset of the next frame, bytes from the start of the file. */
    long offset() {
        return this.offset;
    }

    /** Whether the file ends within a frame. */
    boolean isCutShort() {
        return this.cutShort;
    }
}
