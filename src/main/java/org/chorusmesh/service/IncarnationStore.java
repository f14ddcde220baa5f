package org.chorusmesh.service;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.chorusmesh.causality.Incarnation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node's incarnation from one life to the next, so that a restart outranks the life before
 * it even when the wall clock was set back.
 */
final class IncarnationStore {

    private static final Logger logger = LoggerFactory.getLogger(IncarnationStore.class);

    private final KeptNumber kept;

    /**
     * A store for one node.
     *
     * @param directory where to keep it; created when first written to
     * @param nodeId any id
     */
    IncarnationStore(Path directory, String nodeId) {
        this.kept = new KeptNumber(directory, nodeId, "incarnation");
    }

    /**
     * The incarnation of the life that begins now, already kept for the next one.
     *
     * @param wallMillis the wall clock, milliseconds since 1970
     */
    long begin(long wallMillis) {
        OptionalLong persisted = this.kept.read();
        if (persisted.isPresent() && !Incarnation.isBelievable(wallMillis, persisted.getAsLong())) {
            logger.warn(
                    "The incarnation {} in {} is not valid, or more than a day ahead of the clock ({}), and is"
                            + " ignored",
                    persisted.getAsLong(),
                    this.kept.file(),
                    wallMillis);
        }
        long incarnation = Incarnation.next(wallMillis, persisted);
        this.kept.write(incarnation);
        return incarnation;
    }
}
