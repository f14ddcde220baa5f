package org.chorusmesh.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal. An entry that was cut short, as when its writer was killed, is where it ends.
 */
public final class JournalReader implements Closeable {

    private static final int MAX_ENTRY_BYTES = 1 << 28;

    private final DataInputStream in;
    private final JournalHeader header;

    /**
     * Opens a journal.
     *
     * @throws JournalFormatException if the file is none
     * @throws IOException if it cannot be read
     */
    public JournalReader(Path file) throws IOException {
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        try {
            this.header = JournalCodec.readHeader(this.in);
        } catch (EOFException tooShort) {
            this.in.close();
            throw new JournalFormatException("This is no journal: it ends within its header");
        } catch (IOException damaged) {
            this.in.close();
            throw damaged;
        }
    }

    /** What the node was born with. */
    public JournalHeader header() {
        return this.header;
    }

    /**
     * The next step, or null after the last.
     *
     * @throws JournalFormatException if it cannot be one
     * @throws IOException if the file cannot be read
     */
    public @Nullable JournalEntry next() throws IOException {
        int length;
        try {
            length = this.in.readInt();
        } catch (EOFException end) {
            return null;
        }
        if (length < 0 || length > MAX_ENTRY_BYTES) {
            throw new JournalFormatException("An entry of " + length + " bytes is damage");
        }
        byte[] bytes = this.in.readNBytes(length);
        if (bytes.length < length) {
            return null;
        }
        try {
            return JournalCodec.readEntry(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (EOFException damaged) {
            throw new JournalFormatException("An entry is shorter than it says");
        }
    }

    @Override
    public void close() throws IOException {
        this.in.close();
    }
}
