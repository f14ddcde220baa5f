package org.chorusmesh.service;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells what to do when the journal cannot be begun. */
final class JournalFileFailureAnalyzer extends AbstractFailureAnalyzer<JournalFileException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, JournalFileException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set chorus.journal.file to a file that this user may write, in a directory that is there; without the property no journal is kept.",
                cause);
    }
}
