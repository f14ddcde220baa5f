package org.chorusmesh.service;

import java.util.List;
import java.util.stream.Collectors;

/** The node cannot start with the properties that it was given. */
final class BadPropertiesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<PropertyProblem> problems;

    BadPropertiesException(List<PropertyProblem> problems) {
        super(problems.stream().map(PropertyProblem::describe).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** Every one of them. */
    List<PropertyProblem> problems() {
        return this.problems;
    }
}
