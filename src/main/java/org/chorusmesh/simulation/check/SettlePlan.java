package org.chorusmesh.simulation.check;

import java.util.Arrays;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.mesh.MeanField;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;

/**
 * Where a mesh must settle, and by when. The pattern is the one in which the exact equations lock
 * from the phases at the heal. The time is 1.2 times theirs, plus a second.
 *
 * @param pattern phases relative to their mean, radians
 * @param withinRadians largest distance from the pattern
 * @param deadlineSeconds from when on, seconds of virtual time
 */
record SettlePlan(double[] pattern, double withinRadians, double deadlineSeconds) {

    private static final double FACTOR = 1.2;

    private static final double NEAR_ANTIPHASE = 0.1;

    private static final double ABOUT_SADDLE = 0.6;

    /**
     * The order r below which the reports that happen to come first decide how long it takes. It
     * grows by e in 2/K seconds.
     */
    private static final double NEAR_INCOHERENCE = 0.05;

    private static final double BY_CHANCE = 1e-4;

    private static final double VAGUE = 0.1;

    private static final double LOCK_SECONDS = 60;

    private static final double SECOND = 1e9;

    /** Thrown if settling cannot be checked. The message is the reason. */
    static final class NotAsked extends Exception {

        private static final long serialVersionUID = 1;

        NotAsked(String why) {
            super(why, null, false, false);
        }

        /** The reason, in a few words. */
        String why() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Creates the plan from the state of a mesh at an instant.
     *
     * @param who the members that are up
     * @param neighbours the neighbours of each, as indices into {@code who}
     * @throws NotAsked if the mesh need not settle, or the equations do not tell where it does
     */
    static SettlePlan of(Scenario scenario, Mesh mesh, int[] who, int[][] neighbours, long nanos)
            throws NotAsked {
        int n = who.length;
        if (n < 2) {
            throw new NotAsked("a single node");
        }
        if (!Topology.isConnected(neighbours)) {
            throw new NotAsked("the graph is not connected");
        }
        Settings first = settings(mesh, who[0]);
        double[] omega = new double[n];
        for (int i = 0; i < n; i++) {
            Settings settings = settings(mesh, who[i]);
            // The node turns at its frequency by its own clock, which may be fast.
            omega[i] = settings.naturalFrequency() * mesh.members()[who[i]].clockSpeed();
            if (settings.coupling() != first.coupling()
                    || settings.phaseLag() != first.phaseLag()) {
                throw new NotAsked("settings differ");
            }
            if (settings.noise() != 0) {
                throw new NotAsked("noise");
            }
            for (int j : neighbours[i]) {
                if (settings(mesh, who[j]).gossipPeriodNanos()
                        > settings.ttlNanos() / Settings.PERIODS_PER_TTL) {
                    throw new NotAsked("a period is too long for the TTL");
                }
            }
        }
        double[] phases = phases(mesh, who, nanos);
        double[] relative = MeanField.relative(phases);
        if (Arrays.stream(relative).anyMatch((x) -> Math.abs(x) > Math.PI - NEAR_ANTIPHASE)
                || (n == 2
                        && Math.abs(Phases.difference(phases[0], phases[1]))
                                > Math.PI - NEAR_ANTIPHASE)) {
            throw new NotAsked("near antiphase");
        }
        double lag = first.phaseLag();
        MeanField exact = new MeanField(neighbours, omega, first.coupling(), lag);
        for (int i = 0; lag != 0 && i < n; i++) {
            if (Math.abs(relative[i]) > Math.PI - 2 * Math.abs(lag) - ABOUT_SADDLE
                    && exact.goesEitherWay(phases, i, NEAR_ANTIPHASE, LOCK_SECONDS)) {
                throw new NotAsked("near antiphase, as the lag shifts it");
            }
        }
        boolean full = Arrays.stream(neighbours).allMatch((list) -> list.length == n - 1);
        if (!full && Arrays.stream(relative).anyMatch((x) -> Math.abs(x) > Math.PI / 2)) {
            throw new NotAsked("phases beyond a quarter turn on a graph");
        }
        SettleBounds bounds = new SettleBounds(scenario, mesh, who, neighbours);
        if (bounds.unheardSeconds(BY_CHANCE) * SECOND > first.ttlNanos()) {
            throw new NotAsked("all reports of a TTL can be lost by chance");
        }
        if (bounds.loss() > 0 && ComplexOrder.of(phases).r() < NEAR_INCOHERENCE) {
            throw new NotAsked("near incoherence");
        }
        double[] locked = exact.locked(phases, LOCK_SECONDS);
        if (locked == null) {
            throw new NotAsked("the equations do not lock");
        }
        double[] rates = exact.rates(locked);
        double[] misled =
                new MeanField(neighbours, omega, first.coupling(), bounds.misledLags(omega, rates))
                        .locked(locked, LOCK_SECONDS);
        if (misled == null) {
            throw new NotAsked("old reports keep it from locking");
        }
        double within =
                bounds.withinRadians(omega, rates)
                        + MeanField.distance(MeanField.relative(misled), locked);
        if (within > VAGUE) {
            throw new NotAsked("the tolerance exceeds 0.1 rad");
        }
        MeanField.Way asIs = way(exact, locked, phases);
        MeanField.Way blind = way(exact, locked, withOneBlind(phases, omega, rates, bounds));
        double furthest = Math.max(asIs.furthestRadians(), blind.furthestRadians());
        if (lag == 0 && furthest > Math.PI - NEAR_ANTIPHASE) {
            throw new NotAsked("antiphase on the exact way");
        }
        MeanField.Way nearer = way(exact, locked, withOneNearerToAntiphase(phases, relative));
        double ideal = Math.max(asIs.seconds(), Math.max(blind.seconds(), nearer.seconds()));
        double deadline = nanos * 1e-9 + FACTOR * ideal + bounds.slackSeconds();
        return new SettlePlan(locked, within, deadline);
    }

    private static MeanField.Way way(MeanField exact, double[] pattern, double[] from) {
        // To the least tolerance: hidden errors add to the distance that is left.
        return exact.way(from, pattern, SettleBounds.LEAST_WITHIN_RADIANS, LOCK_SECONDS);
    }

    /**
     * The phases as they would be if the node that is pulled most had not heard the others for a
     * round.
     */
    private static double[] withOneBlind(
            double[] phases, double[] omega, double[] rates, SettleBounds bounds) {
        int most = 0;
        for (int i = 1; i < omega.length; i++) {
            if (Math.abs(omega[i] - rates[i]) > Math.abs(omega[most] - rates[most])) {
                most = i;
            }
        }
        double[] moved = phases.clone();
        moved[most] += (omega[most] - rates[most]) * bounds.blindSeconds();
        return moved;
    }

    /**
     * The phases with the one furthest from their mean 0.05 rad further. Near antiphase the exact
     * time depends strongly on the phases, and this smooths the edge of the 0.1 rad around
     * antiphase in which settling is not checked.
     */
    private static double[] withOneNearerToAntiphase(double[] phases, double[] relative) {
        int furthest = 0;
        for (int i = 1; i < relative.length; i++) {
            if (Math.abs(relative[i]) > Math.abs(relative[furthest])) {
                furthest = i;
            }
        }
        double[] moved = phases.clone();
        moved[furthest] += Math.copySign(NEAR_ANTIPHASE / 2, relative[furthest]);
        return moved;
    }

    private static Settings settings(Mesh mesh, int member) {
        return mesh.members()[member].node().settings();
    }

    /** The phases of some members at an instant, radians. */
    static double[] phases(Mesh mesh, int[] who, long nanos) {
        return Arrays.stream(who).mapToDouble((i) -> mesh.members()[i].phaseAt(nanos)).toArray();
    }

    /** The distance of the mesh from the pattern at an instant, radians. */
    double distance(Mesh mesh, int[] who, long nanos) {
        return MeanField.distance(phases(mesh, who, nanos), this.pattern);
    }
}
