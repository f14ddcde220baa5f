package org.chorusmesh.simulation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Makes scenarios of a few lines, and runs them. */
final class Runs {

    /**
     * As theory wants it: everyone heard and answered, all at once, hardly any delay, a report each
     * step.
     */
    static final String IDEAL =
            """
            filled: true
            stagger: false
            network: {delay: 0s}
            """;

    private Runs() {}

    static RunResult run(String... lines) {
        return new Simulator(ScenarioReader.parse(String.join("\n", lines))).run((progress) -> {});
    }

    static Summary summary(String... lines) {
        return Summaries.of(run(lines));
    }

    static String list(double[] values) {
        return Arrays.stream(values)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static String frequencies(double[] omega) {
        return "frequencies: {unit: rad/s, list: " + list(omega) + "}";
    }

    static String phases(double[] theta) {
        return "phases: {list: " + list(theta) + "}";
    }
}
