package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.LinkModel;
import org.chorusmesh.simulation.scenario.Scenario;

/**
 * Computes how close to the locked pattern of the exact equations a mesh can come, and how soon.
 * The bounds cover what no node can know: what the network hides from both ends of a path, and
 * reports that do not arrive.
 */
final class SettleBounds {

    private static final double SECONDS_PER_NANO = 1e-9;

    /** The tolerance of a mesh from which nothing is hidden. */
    static final double LEAST_WITHIN_RADIANS = 0.01;

    private static final double SLACK_SECONDS = 1;

    private static final double SLACK_ROUNDS = 5;

    private static final double RARE = 1e-3;

    private static final double MISSED_AT_ONCE = 2;

    /** How many neighbours a report answers at the steady pace. */
    static final int ECHOES = 8;

    private final HiddenDelay hidden;
    private final int[][] neighbours;
    private final double coupling;
    private final double lag;
    private final List<LinkModel> models = new ArrayList<>();
    private double slowestPeriodSeconds;
    private double longestStepSeconds;

    /**
     * All members have the same coupling and lag.
     *
     * @param who the members that are up
     * @param neighbours the neighbours of each, as indices into {@code who}
     */
    SettleBounds(Scenario scenario, Mesh mesh, int[] who, int[][] neighbours) {
        this.neighbours = neighbours;
        Settings first = mesh.members()[who[0]].node().settings();
        this.coupling = first.coupling();
        this.lag = first.phaseLag();
        this.models.add(scenario.network());
        scenario.links().forEach((link) -> this.models.add(link.model()));
        for (int i : who) {
            Settings settings = mesh.members()[i].node().settings();
            this.slowestPeriodSeconds =
                    Math.max(
                            this.slowestPeriodSeconds,
                            settings.gossipPeriodNanos() * SECONDS_PER_NANO);
            this.longestStepSeconds =
                    Math.max(
                            this.longestStepSeconds,
                            scenario.pace().disturbedStepNanos(settings) * SECONDS_PER_NANO);
        }
        this.hidden = new HiddenDelay(scenario, mesh, who, neighbours, this.longestStepSeconds);
    }

    /**
     * The time that is added to 1.2 times the exact time. It is a second, or five rounds of report
     * and answer plus a round trip if that is longer. Loss stretches a round, and so do more than
     * eight neighbours, since a report answers eight of them.
     */
    double slackSeconds() {
        return Math.max(
                SLACK_SECONDS,
                SLACK_ROUNDS * roundSeconds() + 2 * this.hidden.greatestDelaySeconds());
    }

    /** The longest time in which a node may not have heard its neighbours and their answers. */
    double blindSeconds() {
        return roundSeconds() + 2 * this.hidden.greatestDelaySeconds() + this.longestStepSeconds;
    }

    /** The time in which every node reports once and answers all of its neighbours. */
    private double roundSeconds() {
        double reports = 1 + Math.max(1, (double) degree() / ECHOES);
        return reports * this.slowestPeriodSeconds / (1 - loss());
    }

    private int degree() {
        return Arrays.stream(this.neighbours).mapToInt((list) -> list.length).max().orElse(0);
    }

    /**
     * The tolerance of the mesh, radians.
     *
     * @param omega natural frequencies, rad/s
     * @param rates frequencies in the locked state of the equations, rad/s
     */
    double withinRadians(double[] omega, double[] rates) {
        double fastest = Arrays.stream(rates).map(Math::abs).max().orElse(0);
        double most = 0;
        for (int i = 0; i < omega.length; i++) {
            most = Math.max(most, unheardRadians(i, omega, rates));
        }
        return LEAST_WITHIN_RADIANS + fastest * this.hidden.seconds() + most;
    }

    /**
     * How far a node drifts while two of its w neighbours are not heard. This lasts as long as a
     * link stalls, or as long as the run of lost reports that has a probability of 1 in 1000.
     */
    private double unheardRadians(int i, double[] omega, double[] rates) {
        return -MISSED_AT_ONCE
                * Math.abs(rates[i] - omega[i])
                / this.neighbours[i].length
                * StrictMath.expm1(-this.coupling * unheardSeconds(RARE))
                / this.coupling;
    }

    /**
     * How long a peer is not heard: the longer of a stall of a link, and the run of lost reports
     * that has a given probability.
     */
    double unheardSeconds(double probability) {
        long stall = 0;
        for (LinkModel model : this.models) {
            stall = (model.stall() > 0) ? Math.max(stall, model.stallFor().ceilingNanos()) : stall;
        }
        double row = (loss() > 0) ? StrictMath.log(probability) / StrictMath.log(loss()) : 0;
        return Math.max(stall * SECONDS_PER_NANO, row * this.slowestPeriodSeconds);
    }

    /**
     * The lags with which the exact equations lock in the pattern in which a mesh does whose nodes
     * extrapolate at the wrong frequency. A node extrapolates old reports at the frequency at which
     * it and its neighbours would lock if they were in phase, not at the frequency of the mesh. So
     * it sees all of its neighbours off by the same angle. On a sparse graph these errors add up.
     *
     * @param omega natural frequencies, rad/s
     * @param rates frequencies in the locked state of the equations, rad/s
     */
    DoubleStream misledLags(double[] omega, double[] rates) {
        double[] lags = new double[omega.length];
        double age =
                this.hidden.greatestDelaySeconds() + 2 * this.slowestPeriodSeconds / (1 - loss());
        double carried = age + StrictMath.expm1(-this.coupling * age) / this.coupling;
        for (int i = 0; i < omega.length; i++) {
            double local = omega[i];
            int degree = this.neighbours[i].length;
            for (int j : this.neighbours[i]) {
                local += omega[j];
            }
            local -= this.coupling * degree * StrictMath.sin(this.lag);
            lags[i] = this.lag - (local / (1 + degree) - rates[i]) * carried;
        }
        return Arrays.stream(lags);
    }

    /** The share of reports that are lost or overtaken. Both delay the next admitted report. */
    double loss() {
        return this.models.stream()
                .mapToDouble((model) -> 1 - (1 - model.loss()) * (1 - model.reorder()))
                .max()
                .orElse(0);
    }
}
