package org.chorusmesh.journal;

import java.io.IOException;

/** A file that is no journal, or one of another version. */
public final class JournalFormatException extends IOException {

    private static final long serialVersionUID = 1;

    JournalFormatException(String message) {
        super(message);
    }
}
