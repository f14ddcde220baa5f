package org.chorusmesh.service;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** The journal that the properties ask for cannot be begun. */
final class JournalFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalFileException(File file, IOException cause) {
        super("chorus.journal.file cannot be written: " + file + ": " + reason(file, cause), cause);
    }

    /** In words, where the system's own exception has but the name of the file again. */
    private static String reason(File file, IOException cause) {
        if (file.isDirectory()) {
            return "it is a directory";
        }
        File directory = file.getAbsoluteFile().getParentFile();
        if (directory != null && !directory.exists()) {
            return "the directory " + directory + " does not exist";
        }
        if (directory != null && !directory.isDirectory()) {
            return directory + " is no directory";
        }
        return (cause instanceof AccessDeniedException)
                ? "no permission to write there"
                : String.valueOf(cause.getMessage());
    }
}
