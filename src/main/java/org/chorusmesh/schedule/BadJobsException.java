package org.chorusmesh.schedule;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown if annotated methods cannot be jobs. */
final class BadJobsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<JobProblem> problems;

    BadJobsException(List<JobProblem> problems) {
        super(problems.stream().map(JobProblem::describe).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** All problems. */
    List<JobProblem> problems() {
        return this.problems;
    }
}
