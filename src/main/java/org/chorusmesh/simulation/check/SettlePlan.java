package org.chorusmesh.simulation.check;

import java.util.Arrays;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.mesh.MeanField;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;

/**
 * Where a mesh has to settle, and by when: the pattern in which the exact equations lock from the
 * phases at the heal, and 1.2 times what they take to it, and a second.
 *
 * @param pattern phases relative to their mean, radians
 * @param withinRadians how near it must come
 * @param deadlineSeconds from when on, in virtual time
 */
record SettlePlan(double[] pattern, double withinRadians, double deadlineSeconds) {

    private static final double FACTOR = 1.2;

    private static final double NEAR_ANTIPHASE = 0.1;

    private static final double ABOUT_SADDLE = 0.6;

    private static final double BY_CHANCE = 1e-4;

    private static final double VAGUE = 0.1;

    private static final double LOCK_SECONDS = 60;

    private static final double SECOND = 1e9;

    /** Why a mesh need not settle. */
    static final class NotAsked extends Exception {

        private static final long serialVersionUID = 1;

        NotAsked(String why) {
            super(why, null, false, false);
        }

        /** Why, in a few words. */
        String why() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Makes the plan from how a mesh is at an instant.
     *
     * @param who the members that are up
     * @param neighbours of each of these, by their places among these
     * @throws NotAsked if it need not settle, or where it settles cannot be told
     */
    static SettlePlan of(Scenario scenario, Mesh mesh, int[] who, int[][] neighbours, long nanos)
            throws NotAsked {
        int n = who.length;
        if (n < 2) {
            throw new NotAsked("alone");
        }
        if (!Topology.isConnected(neighbours)) {
            throw new NotAsked("disconnected");
        }
        Settings first = settings(mesh, who[0]);
        double[] omega = new double[n];
        for (int i = 0; i < n; i++) {
            Settings settings = settings(mesh, who[i]);
            // By its own clock, which may be fast.
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
                    throw new NotAsked("peers too slow for the TTL");
                }
            }
        }
        double[] phases = phases(mesh, who, nanos);
        double[] relative = MeanField.relative(phases);
        if (Arrays.stream(relative).anyMatch((x) -> Math.abs(x) > Math.PI - NEAR_ANTIPHASE)
                || (n == 2
                        && Math.abs(Phases.difference(phases[0], phases[1]))
                                > Math.PI - NEAR_ANTIPHASE)) {
            throw new NotAsked("antiphase");
        }
        double lag = first.phaseLag();
        MeanField exact = new MeanField(neighbours, omega, first.coupling(), lag);
        for (int i = 0; lag != 0 && i < n; i++) {
            if (Math.abs(relative[i]) > Math.PI - 2 * Math.abs(lag) - ABOUT_SADDLE
                    && exact.goesEitherWay(phases, i, NEAR_ANTIPHASE, LOCK_SECONDS)) {
                throw new NotAsked("antiphase, as the lag has it");
            }
        }
        boolean full = Arrays.stream(neighbours).allMatch((list) -> list.length == n - 1);
        if (!full && Arrays.stream(relative).anyMatch((x) -> Math.abs(x) > Math.PI / 2)) {
            throw new NotAsked("graph");
        }
        SettleBounds bounds = new SettleBounds(scenario, mesh, who, neighbours);
        if (bounds.outSeconds(BY_CHANCE) * SECOND > first.ttlNanos()) {
            throw new NotAsked("reports are lost for a TTL by chance");
        }
        double[] locked = exact.locked(phases, LOCK_SECONDS);
        if (locked == null) {
            throw new NotAsked("does not lock");
        }
        double[] rates = exact.rates(locked);
        double[] misled =
                new MeanField(neighbours, omega, first.coupling(), bounds.misled(omega, rates))
                        .locked(locked, LOCK_SECONDS);
        if (misled == null) {
            throw new NotAsked("old reports keep it from locking");
        }
        double within =
                bounds.withinRadians(omega, rates)
                        + MeanField.distance(MeanField.relative(misled), locked);
        if (within > VAGUE) {
            throw new NotAsked("vague");
        }
        MeanField.Way asIs = way(exact, locked, phases);
        MeanField.Way blind = way(exact, locked, withOneBlind(phases, omega, rates, bounds));
        double furthest = Math.max(asIs.furthestRadians(), blind.furthestRadians());
        if (lag == 0 && furthest > Math.PI - NEAR_ANTIPHASE) {
            throw new NotAsked("antiphase on the way");
        }
        MeanField.Way nearer = way(exact, locked, withOneNearerToAntiphase(phases, relative));
        double ideal = Math.max(asIs.seconds(), Math.max(blind.seconds(), nearer.seconds()));
        double deadline = nanos * 1e-9 + FACTOR * ideal + bounds.slackSeconds();
        return new SettlePlan(locked, within, deadline);
    }

    private static MeanField.Way way(MeanField exact, double[] pattern, double[] from) {
        // What is hidden from the nodes adds to what is left of the way.
        return exact.way(from, pattern, SettleBounds.LEAST_WITHIN_RADIANS, LOCK_SECONDS);
    }

    /** The phases, had the node that the others pull most not heard them for a while. */
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
     * The phases, with the one furthest from their mean a little further. The nearer to antiphase,
     * the more the exact time depends on where exactly the phases are; this makes of the 0.1 rad
     * around it, where nothing is asked, no sharp edge.
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

    /** How far the mesh is at an instant from where it has to settle, radians. */
    double distance(Mesh mesh, int[] who, long nanos) {
        return MeanField.distance(phases(mesh, who, nanos), this.pattern);
    }
}
