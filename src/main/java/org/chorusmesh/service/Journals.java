package org.chorusmesh.service;

import java.io.File;
import java.io.IOException;
import org.chorusmesh.journal.JournalHeader;
import org.chorusmesh.journal.JournalWriter;
import org.jspecify.annotations.Nullable;

/** Begins the journal that the properties ask for. */
final class Journals {

    private Journals() {}

    /**
     * The journal of a node, if one is configured.
     *
     * @throws JournalFileException if the file cannot be written
     */
    static @Nullable JournalWriter begin(ChorusProperties.Journal journal, JournalHeader birth) {
        File file = journal.file();
        if (file == null) {
            return null;
        }
        try {
            return new JournalWriter(file.toPath(), journal.maxSize().toBytes(), birth);
        } catch (IOException ex) {
            throw new JournalFileException(file, ex);
        }
    }
}
