package org.chorusmesh.journal;

import java.io.IOException;

/** A file that is no journal, is one of another version, or is damaged. */
public final class JournalFormatException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * @param message a sentence, or the part of one that tells the reason
     */
    public JournalFormatException(String message) {
        super(message);
    }
}
