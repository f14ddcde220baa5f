package org.chorusmesh.simulation.mesh;

import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Scenario;

/** The wall clocks of the machines of a scenario. */
final class WallClocks {

    private static final long WALL_SEED = 0x2545F4914F6CDD1DL;

    private WallClocks() {}

    /**
     * The error of each wall clock, nanoseconds. Drawn from a generator of its own, so that other
     * draws stay the same.
     */
    static long[] errorNanos(Scenario scenario) {
        Chance chance = new Chance(scenario.seed() ^ WALL_SEED);
        double most = scenario.clocks().wallSpreadNanos() / 2.0;
        long[] offsets = new long[scenario.nodes()];
        for (int i = 0; i < offsets.length && most > 0; i++) {
            offsets[i] = (long) chance.between(-most, most);
        }
        return offsets;
    }
}
