package org.chorusmesh.simulation.swarm;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.simulation.check.BeatFindings;
import org.chorusmesh.simulation.check.Breach;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.check.Findings;
import org.chorusmesh.simulation.check.Invariant;
import org.chorusmesh.simulation.check.SettleCheck;
import org.chorusmesh.simulation.mesh.RunObserver;
import org.chorusmesh.simulation.mesh.Simulator;
import org.chorusmesh.simulation.scenario.Scenario;

/** Runs random scenarios. The seed alone determines a scenario. */
public final class Swarm {

    /** One in this many scenarios runs twice, and must give the same bits. */
    private static final int TWICE_EVERY = 10;

    /** Which scenarios a swarm draws. */
    public enum Kind {

        /** Scenarios with any feature of a scenario file. */
        ANY,

        /** Small meshes whose members change all the time. */
        MEMBERS,

        /** Meshes on an overlay that the nodes find, with members that come and go. */
        OVERLAYS
    }

    private Swarm() {}

    /**
     * The result of one seed.
     *
     * @param findings the findings of the run, with a breach if a second run gave other bits
     * @param digest hash of all phase bits; 0 if the run threw an exception
     */
    public record Outcome(Findings findings, long digest) {}

    /** Runs the scenario of a seed. */
    public static Outcome run(long seed, Kind kind) {
        return run(scenario(seed, kind), Math.floorMod(seed, TWICE_EVERY) == 0);
    }

    /** The scenario of a seed. */
    public static Scenario scenario(long seed, Kind kind) {
        return switch (kind) {
            case ANY -> RandomScenario.of(seed);
            case MEMBERS -> RandomMembership.of(seed);
            case OVERLAYS -> RandomOverlay.of(seed);
        };
    }

    /**
     * Runs a scenario.
     *
     * @param twice whether to run it again without an observer, and compare
     */
    public static Outcome run(Scenario scenario, boolean twice) {
        try {
            CheckedRun checked = CheckedRun.of(scenario);
            long digest = checked.run().trace().digest();
            return new Outcome(
                    (twice && digest != digestUnwatched(scenario))
                            ? with(checked.findings(), "the same seed gave other bits")
                            : checked.findings(),
                    digest);
        } catch (RuntimeException thrown) {
            // The swarm continues, and reports this seed as failed.
            Findings nothing =
                    new Findings(
                            List.of(),
                            SettleCheck.Outcome.OPEN,
                            "",
                            0,
                            List.of(),
                            BeatFindings.NONE,
                            null);
            return new Outcome(with(nothing, "the run threw " + thrown), 0);
        }
    }

    private static long digestUnwatched(Scenario scenario) {
        return new Simulator(scenario).run(RunObserver.NONE, (progress) -> {}).trace().digest();
    }

    private static Findings with(Findings findings, String detail) {
        List<Breach> breaches = new ArrayList<>(findings.breaches());
        breaches.add(new Breach(Invariant.EXPECTED, 0, detail));
        return new Findings(
                breaches,
                findings.settling(),
                findings.because(),
                findings.quietJoins(),
                findings.displacements(),
                findings.beats(),
                findings.members());
    }
}
