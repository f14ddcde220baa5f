package org.chorusmesh.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Any bytes as a journal, and as the contents of its frames with lengths and checksums that are
 * right: it is read, or refused as damaged. The contents are a sequence of: length (1 byte), bytes.
 */
public final class JournalFuzzTarget {

    private JournalFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        read(data);
        ByteArrayOutputStream journal = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(journal);
        out.writeLong(JournalFrames.MAGIC);
        ByteBuffer in = ByteBuffer.wrap(data);
        while (in.hasRemaining()) {
            byte[] content = new byte[Math.min(in.get() & 0xff, in.remaining())];
            in.get(content);
            JournalFrames.write(out, content);
        }
        read(journal.toByteArray());
    }

    private static void read(byte[] journal) throws IOException {
        try (JournalReader reader = new JournalReader(new ByteArrayInputStream(journal))) {
            reader.header().toString();
            JournalEntry entry = reader.next();
            while (entry != null) {
                entry.toString();
                entry = reader.next();
            }
        } catch (JournalFormatException damaged) {
            if (damaged.getMessage() == null || damaged.getMessage().endsWith("null")) {
                throw new AssertionError("Refused without a reason", damaged);
            }
        }
    }
}
