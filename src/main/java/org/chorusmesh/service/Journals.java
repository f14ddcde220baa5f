package org.chorusmesh.service;

import java.io.File;
import java.io.IOException;
import org.chorusmesh.journal.JournalWriter;
import org.chorusmesh.node.NodeConfiguration;
import org.jspecify.annotations.Nullable;

/** Begins the journal that the properties ask for. */
final class Journals {

    private Journals() {}

    /**
     * A journal, if one is wanted.
     *
     * @param seed of the node's source of chance
     * @param bornNanos the instant that the node is born with
     * @throws JournalFileException if the file cannot be written
     */
    static @Nullable JournalWriter begin(
            ChorusProperties.Journal journal,
            NodeConfiguration configuration,
            long seed,
            long bornNanos) {
        File file = journal.file();
        if (file == null) {
            return null;
        }
        try {
            return new JournalWriter(
                    file.toPath(), journal.maxSize().toBytes(), configuration, seed, bornNanos);
        } catch (IOException ex) {
            throw new JournalFileException(file, ex);
        }
    }
}
