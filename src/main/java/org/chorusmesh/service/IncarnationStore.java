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
import org.chorusmesh.causality.Incarnation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node's incarnation from one life to the next, so that a restart outranks the life before
 * it even when the wall clock was set back. One small file for each node id. Trouble with the file
 * is warned of and never stops a node: its wall clock alone is right nearly always.
 */
final class IncarnationStore {

    private static final Logger logger = LoggerFactory.getLogger(IncarnationStore.class);

    private final Path directory;

    private final Path file;

    /**
     * A store for one node.
     *
     * @param directory where to keep it; created when first written to
     * @param nodeId any id: the name of the file is derived from it, since an id may hold what a
     *     file name may not
     */
    IncarnationStore(Path directory, String nodeId) {
        this.directory = directory;
        UUID name = UUID.nameUUIDFromBytes(nodeId.getBytes(StandardCharsets.UTF_8));
        this.file = directory.resolve("node-" + name + ".incarnation");
    }

    /**
     * The incarnation of the life that begins now, already kept for the next one.
     *
     * @param wallMillis the wall clock, milliseconds since 1970
     */
    long begin(long wallMillis) {
        OptionalLong persisted = read();
        if (persisted.isPresent() && !Incarnation.isBelievable(wallMillis, persisted.getAsLong())) {
            logger.warn(
                    "The incarnation {} in {} is not valid, or more than a day ahead of the clock ({}), and is"
                            + " ignored",
                    persisted.getAsLong(),
                    this.file,
                    wallMillis);
        }
        long incarnation = Incarnation.next(wallMillis, persisted);
        write(incarnation);
        return incarnation;
    }

    private OptionalLong read() {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(this.file).strip()));
        } catch (NoSuchFileException ex) {
            return OptionalLong.empty();
        } catch (IOException | NumberFormatException ex) {
            logger.warn(
                    "The incarnation in {} cannot be read and is ignored: {}",
                    this.file,
                    ex.toString());
            return OptionalLong.empty();
        }
    }

    /** A crash leaves either the old file or the new one, whole. */
    private void write(long incarnation) {
        try {
            Files.createDirectories(this.directory);
            Path temporary = Files.createTempFile(this.directory, "node-", ".tmp");
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer text =
                            ByteBuffer.wrap(
                                    (incarnation + "\n").getBytes(StandardCharsets.US_ASCII));
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
        } catch (IOException ex) {
            logger.warn(
                    "The incarnation cannot be written to {}; after a restart, the wall clock alone decides which boot is newer: {}",
                    this.file,
                    ex.toString());
        }
    }
}
