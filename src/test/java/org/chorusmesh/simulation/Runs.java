package org.chorusmesh.simulation;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.report.Summaries;
import org.chorusmesh.simulation.report.Summary;
import org.chorusmesh.simulation.scenario.ScenarioReader;

/** Makes scenarios of a few lines, and runs them. */
public final class Runs {

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

    /** Runs and checks it. */
    public static CheckedRun checked(String... lines) {
        return CheckedRun.of(ScenarioReader.parse(String.join("\n", lines)));
    }

    /** Runs it. */
    public static Run run(String... lines) {
        return checked(lines).run();
    }

    /** Runs it and sums it up. */
    public static Summary summary(String... lines) {
        return Summaries.of(checked(lines));
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
