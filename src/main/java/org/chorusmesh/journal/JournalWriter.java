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
 * Writes the journal of a node. A journal is complete from the start of the node, so it ends when
 * it reaches its largest size. A failure of the disk ends it too, and does not affect the node.
 *
 * <p>Not thread-safe: the thread that owns the node writes it.
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
     * Starts a journal, and replaces an existing file.
     *
     * @param file the file
     * @param maxBytes largest size of the file, bytes
     * @param birth the configuration and random generator from which the node starts
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
     * Writes a step that the node has taken.
     *
     * @param nowNanos monotonic time of the step
     * @param inbound the frames that the step drained
     * @param commands the commands that the step carried out
     * @param phaseBits the resulting phase, {@link Double#doubleToRawLongBits raw bits}
     * @param number the resulting beat number
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
            // So that a crash loses at most a second.
            if (nowNanos - this.flushedAtNanos >= FLUSH_NANOS) {
                this.out.flush();
                this.flushedAtNanos = nowNanos;
            }
        } catch (IOException trouble) {
            this.ended = true;
        }
    }

    /** Whether the journal has ended, because it is full, the disk failed, or it is closed. */
    public boolean hasEnded() {
        return this.ended;
    }

    /** Size of the journal, bytes. */
    public long writtenBytes() {
        return this.written;
    }

    @Override
    public void close() throws IOException {
        this.ended = true;
        this.out.close();
    }
}
