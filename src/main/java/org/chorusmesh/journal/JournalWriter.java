package org.chorusmesh.journal;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;

/**
 * Writes a node's journal. A journal is whole from the node's birth, so that when it has grown to
 * its bound it ends there. Trouble with the disk ends it too, and never reaches the node: a journal
 * is a witness and not a part.
 *
 * <p>Not safe for use by several threads: the owner of the node writes it.
 */
public final class JournalWriter implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private static final long FLUSH_NANOS = 1_000_000_000L;

    private final DataOutputStream out;
    private final long maxBytes;
    private long written;
    private long flushedAtNanos;
    private boolean ended;

    /**
     * Starts a journal, in place of any that is there.
     *
     * @param file where to
     * @param maxBytes how large it may grow
     * @param birth what the node is born with, and its source of chance
     * @throws IOException if the file cannot be written
     */
    public JournalWriter(Path file, long maxBytes, JournalHeader birth) throws IOException {
        this.maxBytes = maxBytes;
        this.out =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
        this.out.writeLong(JournalFrames.MAGIC);
        JournalFrames.write(this.out, JournalMapper.toMessage(birth).toByteArray());
        this.out.flush();
        this.written = this.out.size();
        this.flushedAtNanos = birth.bornNanos();
    }

    /**
     * Writes a step down, after it was taken.
     *
     * @param nowNanos the instant that it was given
     * @param inbound what it drained
     * @param commands what it was told
     * @param phaseBits {@link Double#doubleToRawLongBits raw bits} of the phase that results
     * @param number the number of the beat that results
     */
    public void record(
            long nowNanos, Inbound inbound, List<Command> commands, long phaseBits, long number) {
        if (this.ended) {
            return;
        }
        try {
            JournalEntry entry = new JournalEntry(nowNanos, inbound, commands, phaseBits, number);
            byte[] content = JournalMapper.toMessage(entry).toByteArray();
            int length = JournalFrames.OVERHEAD_BYTES + content.length;
            if (this.written + length > this.maxBytes) {
                this.ended = true;
                this.out.flush();
                return;
            }
            JournalFrames.write(this.out, content);
            this.written += length;
            // So that a crash takes a second at most with it.
            if (nowNanos - this.flushedAtNanos >= FLUSH_NANOS) {
                this.out.flush();
                this.flushedAtNanos = nowNanos;
            }
        } catch (IOException trouble) {
            this.ended = true;
        }
    }

    /** Whether nothing more is written, since the journal is full or the disk failed. */
    public boolean hasEnded() {
        return this.ended;
    }

    /** How large it is, bytes. */
    public long writtenBytes() {
        return this.written;
    }

    @Override
    public void close() throws IOException {
        this.ended = true;
        this.out.close();
    }
}
