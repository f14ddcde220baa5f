package org.chorusmesh.simulation;

import java.util.ArrayList;
import java.util.List;

/** Runs random scenarios, each of which its seed alone makes again. */
final class Swarm {

    /** One in so many runs twice, to be the same to the bit. */
    private static final int TWICE_EVERY = 10;

    private Swarm() {}

    /**
     * Runs the scenario of a seed.
     *
     * @return what was broken, of the run and of its twin
     */
    static List<Breach> run(long seed) {
        Scenario scenario = RandomScenario.of(seed);
        RunResult result = new Simulator(scenario).run((progress) -> {});
        QuietJoinCheck.check(result);
        List<Breach> breaches = new ArrayList<>(result.breaches());
        if (Math.floorMod(seed, TWICE_EVERY) == 0) {
            long again = new Simulator(scenario).run((progress) -> {}).trace().digest();
            if (again != result.trace().digest()) {
                breaches.add(new Breach(Invariant.EXPECTED, 0, "the same seed gave other bits"));
            }
        }
        return breaches;
    }
}
