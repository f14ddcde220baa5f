package org.chorusmesh.journal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chorusmesh.journal.proto.Header;
import org.chorusmesh.journal.proto.Step;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal. It ends at a truncated entry, as a killed process leaves it. Any other damage is
 * an error.
 */
public final class JournalReader implements Closeable {

    private final InputStream in;
    private final JournalFrames frames;
    private final JournalHeader header;
    private long entries;

    /**
     * Opens a journal.
     *
     * @throws JournalFormatException if the file is not a journal, or its header is damaged
     * @throws IOException if it cannot be read
     */
    public JournalReader(Path file) throws IOException {
        this(new BufferedInputStream(Files.newInputStream(file)));
    }

    /**
     * Reads a journal from a stream. The stream is closed with the reader, and if it is not a
     * journal.
     *
     * @throws JournalFormatException if it is not a journal, or its header is damaged
     * @throws IOException if it cannot be read
     */
    public JournalReader(InputStream in) throws IOException {
        this.in = in;
        this.frames = new JournalFrames(this.in, Long.BYTES);
        try {
            this.header = readHeader();
        } catch (IOException damaged) {
            this.in.close();
            throw damaged;
        }
    }

    private JournalHeader readHeader() throws IOException {
        byte[] magic = this.in.readNBytes(Long.BYTES);
        if (magic.length == Long.BYTES) {
            JournalFrames.checkMagic(ByteBuffer.wrap(magic).getLong());
            byte[] content = next("The header of this journal");
            if (content != null) {
                return read(
                        "The header of this journal",
                        content,
                        (bytes) -> JournalMapper.toHeader(Header.parseFrom(bytes)));
            }
        }
        throw new JournalFormatException("This is not a journal: it ends within its header");
    }

    /** The configuration from which the node started. */
    public JournalHeader header() {
        return this.header;
    }

    /**
     * Reads the next step; null after the last complete one.
     *
     * @throws JournalFormatException if the entry is damaged
     * @throws IOException if the file cannot be read
     */
    public @Nullable JournalEntry next() throws IOException {
        String what =
                "The entry of step %d, at byte %d,"
                        .formatted(this.entries + 1, this.frames.offset());
        byte[] content = next(what);
        if (content == null) {
            return null;
        }
        JournalEntry entry =
                read(what, content, (bytes) -> JournalMapper.toEntry(Step.parseFrom(bytes)));
        this.entries++;
        return entry;
    }

    /** Whether the file ends within an entry. Known once {@link #next} has returned null. */
    public boolean isCutShort() {
        return this.frames.isCutShort();
    }

    private byte @Nullable [] next(String what) throws IOException {
        try {
            return this.frames.next();
        } catch (JournalFormatException damaged) {
            throw damage(what, damaged.getMessage());
        }
    }

    private static <T> T read(String what, byte[] content, Content<T> reading)
            throws JournalFormatException {
        try {
            return reading.read(content);
        } catch (InvalidProtocolBufferException wrong) {
            throw damage(what, "its content cannot be parsed");
        } catch (RuntimeException wrong) {
            // Constructors of records refuse invalid values.
            throw damage(what, String.valueOf(wrong.getMessage()));
        }
    }

    private static JournalFormatException damage(String what, @Nullable String why) {
        return new JournalFormatException(what + " is damaged: " + why);
    }

    @Override
    public void close() throws IOException {
        this.in.close();
    }

    /** Reads the content of a frame. */
    private interface Content<T> {

        T read(byte[] content) throws InvalidProtocolBufferException;
    }
}
