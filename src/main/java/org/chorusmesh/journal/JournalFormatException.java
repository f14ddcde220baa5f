package org.chorusmesh.journal;

import java.io.IOException;

/** Thrown if a file is not a journal, has another version, or is damaged. */
public final class JournalFormatException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * @param message the reason
     */
    public JournalFormatException(String message) {
        super(message);
    }
}
