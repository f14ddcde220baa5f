package org.chorusmesh.simulation.report;

import java.util.Arrays;
import java.util.Objects;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.Run;
import org.jspecify.annotations.Nullable;

/**
 * What the running nodes estimate as the order parameter of the mesh at the end of a run.
 *
 * @param median median of the estimates of r; null without any
 * @param medianError median distance of an estimate from the true r; null without any
 */
record OrderEstimates(@Nullable Double median, @Nullable Double medianError) {

    static OrderEstimates of(Run run) {
        double r = run.trace().order(run.trace().size() - 1);
        double[] estimates =
                Arrays.stream(run.mesh().members())
                        .filter(Member::isRunning)
                        .map((member) -> member.node().meshOrder())
                        .filter(Objects::nonNull)
                        .mapToDouble(OrderParameter::r)
                        .toArray();
        return new OrderEstimates(
                median(estimates),
                median(Arrays.stream(estimates).map((x) -> Math.abs(x - r)).toArray()));
    }

    private static @Nullable Double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted.length > 0) ? Double.valueOf(sorted[sorted.length / 2]) : null;
    }
}
