package org.chorusmesh.simulation;

import java.util.ArrayList;
import java.util.List;

/** Runs random scenarios, each of which its seed alone makes again. */
final class Swarm {

    /** One in so many runs twice, to be the same to the bit. */
    private static final int TWICE_EVERY = 10;

    private Swarm() {}

    /**
     * What came of one run.
     *
     * @param breaches what was broken, by the run and its twin
     * @param settling whether it was asked if the mesh settles
     * @param because why it was not, or how it did not
     * @param joins how many joins had to be quiet
     * @param digest of all phase bits; 0 where the run threw
     */
    record Run(
            List<Breach> breaches,
            SettleCheck.Outcome settling,
            String because,
            int joins,
            long digest) {}

    /** Runs the scenario of a seed. */
    static Run run(long seed) {
        return run(RandomScenario.of(seed), Math.floorMod(seed, TWICE_EVERY) == 0);
    }

    /**
     * Runs a scenario.
     *
     * @param twice whether to run it once more, and compare
     */
    static Run run(Scenario scenario, boolean twice) {
        List<Breach> breaches = new ArrayList<>();
        SettleCheck.Outcome settling = SettleCheck.Outcome.OPEN;
        String because = "";
        int joins = 0;
        long digest = 0;
        try {
            Simulator simulator = new Simulator(scenario);
            RunResult result = simulator.run((progress) -> {});
            settling = simulator.settleCheck().outcome();
            because = simulator.settleCheck().because();
            joins = QuietJoinCheck.check(result);
            breaches.addAll(result.breaches());
            digest = result.trace().digest();
            if (twice) {
                long again = new Simulator(scenario).run((progress) -> {}).trace().digest();
                if (again != digest) {
                    breaches.add(
                            new Breach(Invariant.EXPECTED, 0, "the same seed gave other bits"));
                }
            }
        } catch (RuntimeException thrown) {
            // A swarm goes on, and names the seed of this one too.
            breaches.add(new Breach(Invariant.EXPECTED, 0, "the run threw " + thrown));
        }
        return new Run(breaches, settling, because, joins, digest);
    }
}
