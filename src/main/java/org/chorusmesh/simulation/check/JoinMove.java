package org.chorusmesh.simulation.check;

import java.util.Arrays;
import org.chorusmesh.simulation.mesh.MeanField;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;
import org.jspecify.annotations.Nullable;

/** Computes how far a join moves the other nodes, compared with the exact equations. */
final class JoinMove {

    private static final double MOST_RADIANS = 0.01;

    private static final double WATCHED_SECONDS = 3;

    private static final double CALM_RADIANS = 0.001;

    private static final double INTEGRATION_SECONDS = 0.01;

    private final Scenario scenario;
    private final Trace trace;
    private final Mesh mesh;

    JoinMove(Run run) {
        this.scenario = run.scenario();
        this.trace = run.trace();
        this.mesh = run.mesh();
    }

    /**
     * By how much the largest move exceeds its bound, radians; null if the equations do not
     * describe the mesh before the join, the others are no single group, or the joiner hears no
     * node.
     */
    @Nullable Double excess(int joiner, int[] others, int first, int start, int in, int end) {
        int n = others.length;
        MeanField before = equations(others);
        double[] theta = phases(others, first);
        advance(before, theta, first, start);
        // The error of the equations in a second, such as that of drifting clocks, goes on at the
        // same rate.
        double[] missed = new double[n];
        double seconds = this.trace.time(start) - this.trace.time(first);
        for (int i = 0; i < n; i++) {
            missed[i] = this.trace.phase(start, others[i]) - theta[i];
            if (Math.abs(missed[i]) > CALM_RADIANS) {
                return null;
            }
            missed[i] /= seconds;
        }
        theta = phases(others, start);
        // A node between groups that do not hear each other merges them.
        if (!Topology.isConnected(this.mesh.neighboursAmong(others))) {
            return null;
        }
        if (Arrays.stream(others)
                .noneMatch((node) -> Topology.indexOf(this.mesh.neighbours()[joiner], node) >= 0)) {
            return null;
        }
        double most = 0;
        for (int s = start + 1; s < in; s++) {
            advance(before, theta, s - 1, s);
            most = Math.max(most, largestMove(others, theta, missed, start, s));
        }
        int[] all = Arrays.copyOf(others, n + 1);
        all[n] = joiner;
        double[] joined = Arrays.copyOf(theta, n + 1);
        joined[n] = field(joiner, others, theta);
        MeanField after = equations(all);
        double[] old = before.rates(theta);
        double change = 0;
        for (int s = in;
                s < end && this.trace.time(s) < this.trace.time(in) + WATCHED_SECONDS;
                s++) {
            advance(after, joined, s - 1, s);
            most = Math.max(most, largestMove(others, joined, missed, start, s));
            double[] rates = after.rates(joined);
            for (int i = 0; i < n; i++) {
                change = Math.max(change, Math.abs(rates[i] - old[i]));
            }
        }
        // The others give it weight a little later, and it pulls them only from then on.
        return Math.max(0, most - MOST_RADIANS - change * countedWithinSeconds(all));
    }

    private double field(int joiner, int[] others, double[] theta) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < others.length; i++) {
            if (Topology.indexOf(this.mesh.neighbours()[joiner], others[i]) >= 0) {
                real += StrictMath.cos(theta[i]);
                imaginary += StrictMath.sin(theta[i]);
            }
        }
        return StrictMath.atan2(imaginary, real);
    }

    private double countedWithinSeconds(int[] all) {
        long slowest = this.scenario.settings().gossipPeriodNanos();
        for (Scenario.Speed speed : this.scenario.speeds()) {
            if (Arrays.stream(all).anyMatch(speed.nodes()::contains)) {
                slowest = Math.max(slowest, speed.gossipPeriodNanos());
            }
        }
        return 2 * slowest * 1e-9 + this.scenario.sampleNanos() * 1e-9;
    }

    private MeanField equations(int[] who) {
        int[][] neighbours = new int[who.length][];
        double[] omega = new double[who.length];
        for (int i = 0; i < who.length; i++) {
            int[] all = this.mesh.neighbours()[who[i]];
            omega[i] = this.mesh.omega()[who[i]];
            neighbours[i] = new int[who.length];
            int count = 0;
            for (int j = 0; j < who.length; j++) {
                if (Topology.indexOf(all, who[j]) >= 0) {
                    neighbours[i][count++] = j;
                }
            }
            neighbours[i] = Arrays.copyOf(neighbours[i], count);
        }
        return new MeanField(
                neighbours,
                omega,
                this.scenario.settings().coupling(),
                this.scenario.settings().phaseLag());
    }

    private double[] phases(int[] who, int sample) {
        return Arrays.stream(who).mapToDouble((node) -> this.trace.phase(sample, node)).toArray();
    }

    private void advance(MeanField equations, double[] theta, int from, int to) {
        double seconds = this.trace.time(to) - this.trace.time(from);
        int steps = (int) Math.max(1, Math.ceil(seconds / INTEGRATION_SECONDS));
        for (int i = 0; i < steps; i++) {
            equations.step(theta, seconds / steps);
        }
    }

    private double largestMove(
            int[] others, double[] theta, double[] missed, int start, int sample) {
        double most = 0;
        double seconds = this.trace.time(sample) - this.trace.time(start);
        for (int i = 0; i < others.length; i++) {
            double phase = this.trace.phase(sample, others[i]);
            double away = Math.abs(phase - theta[i] - missed[i] * seconds);
            most = Double.isNaN(away) ? most : Math.max(most, away);
        }
        return most;
    }
}
