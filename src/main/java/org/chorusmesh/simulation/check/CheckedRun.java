package org.chorusmesh.simulation.check;

import java.util.function.DoubleConsumer;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.mesh.Simulator;
import org.chorusmesh.simulation.scenario.Scenario;

/**
 * A finished run with the findings of its checks.
 *
 * @param run the run
 * @param findings what the checks found
 */
public record CheckedRun(Run run, Findings findings) {

    /** Runs a scenario to its end and checks it. */
    public static CheckedRun of(Scenario scenario) {
        return of(scenario, (progress) -> {});
    }

    /**
     * Runs a scenario to its end and checks it.
     *
     * @param progress receives the share that is done, 0 … 1
     */
    public static CheckedRun of(Scenario scenario, DoubleConsumer progress) {
        Simulator simulator = new Simulator(scenario);
        Checks checks = new Checks(scenario, simulator.mesh());
        Run run = simulator.run(checks, progress);
        return new CheckedRun(run, checks.findings(run));
    }
}
