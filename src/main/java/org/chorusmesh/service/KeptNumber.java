package org.chorusmesh.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One number of one node in a small file of its own, kept from one life of the node to the next.
 * Trouble with the file is logged as a warning and never stops a node: its wall clock alone is
 * right nearly always.
 */
final class KeptNumber {

    private static final Logger logger = LoggerFactory.getLogger(KeptNumber.class);

    private final Path directory;

    private final Path file;

    private final String what;

    private boolean troubled;

    /**
     * A number of one node.
     *
     * @param directory where to keep it; created when first written to
     * @param nodeId any id: the name of the file is derived from it, since an id may hold what a
     *     file name may not
     * @param what what it is, in words; the name of the file ends in the first of them
     */
    KeptNumber(Path directory, String nodeId, String what) {
        this.directory = directory;
        UUID unique = UUID.nameUUIDFromBytes(nodeId.getBytes(StandardCharsets.UTF_8));
        this.file = directory.resolve("node-" + unique + "." + what.split(" ")[0]);
        this.what = what;
    }

    /** Where it is kept. */
    Path file() {
        return this.file;
    }

    /** The number kept; empty if there is none, or none that can be read. */
    OptionalLong read() {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(this.file).strip()));
        } catch (NoSuchFileException ex) {
            return OptionalLong.empty();
        } catch (IOException | NumberFormatException ex) {
            logger.warn(
                    "The {} in {} cannot be read and is ignored: {}",
                    this.what,
                    this.file,
                    ex.toString());
            return OptionalLong.empty();
        }
    }

    /**
     * Keeps a number. A crash leaves either the old file or the new one, whole.
     *
     * @return whether it is kept
     */
    boolean write(long number) {
        try {
            Files.createDirectories(this.directory);
            Path temporary = Files.createTempFile(this.directory, "node-", ".tmp");
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer text =
                            ByteBuffer.wrap((number + "\n").getBytes(StandardCharsets.US_ASCII));
                    while (text.hasRemaining()) {
                        channel.write(text);
                    }
                    channel.force(true);
                }
                Files.move(
                        temporary,
                        this.file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            this.troubled = false;
            return true;
        } catch (IOException ex) {
            if (!this.troubled) {
                logger.warn(
                        "The {} cannot be written to {}; after a restart, the wall clock alone decides: {}",
                        this.what,
                        this.file,
                        ex.toString());
            }
            this.troubled = true;
            return false;
        }
    }
}
