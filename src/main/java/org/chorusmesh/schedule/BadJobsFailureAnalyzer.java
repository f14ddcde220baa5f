package org.chorusmesh.schedule;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports all methods that cannot be jobs at once. */
final class BadJobsFailureAnalyzer extends AbstractFailureAnalyzer<BadJobsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadJobsException cause) {
        String description =
                cause.problems().stream()
                        .map((problem) -> "    " + problem.describe())
                        .collect(
                                Collectors.joining(
                                        "\n",
                                        "These methods cannot run on beats or in turns:\n\n",
                                        "\n"));
        return new FailureAnalysis(description, "Correct each of them; see docs/beats.md.", cause);
    }
}
