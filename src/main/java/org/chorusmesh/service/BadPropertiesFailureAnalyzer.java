package org.chorusmesh.service;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Reports every bad property at once. It goes before Boot's own analyzers, which would take the
 * exception around it and name one.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BadPropertiesFailureAnalyzer extends AbstractFailureAnalyzer<BadPropertiesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadPropertiesException cause) {
        String description =
                cause.problems().stream()
                        .map((problem) -> "    " + problem.describe())
                        .collect(
                                Collectors.joining(
                                        "\n",
                                        "The node cannot start with these properties:\n\n",
                                        "\n"));
        return new FailureAnalysis(
                description,
                "Correct each of them; docs/reference.md has the table of settings.",
                cause);
    }
}
