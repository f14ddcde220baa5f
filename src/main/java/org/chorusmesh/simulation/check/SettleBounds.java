package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Event;
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

    /**
     * The time until the drift of clocks is fitted. Where jitter makes it longer, jitter is added.
     */
    private static final double UNFITTED_SECONDS = 11;

    private static final double SEEN_STEP_SECONDS = 1e-3;

    private static final double RARE = 1e-3;

    private static final double MISSED_AT_ONCE = 2;

    private static final double BYTES_PER_ECHO = 24;

    private static final int ECHOES = 8;

    private static final double LEAST_FRAME_BYTES = 120;

    private final Scenario scenario;
    private final Mesh mesh;
    private final int[] who;
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
        this.scenario = scenario;
        this.mesh = mesh;
        this.who = who;
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
                            scenario.pace().longestStepNanos(settings) * SECONDS_PER_NANO);
        }
    }

    /**
     * The time that is added to 1.2 times the exact time. It is a second, or five rounds of report
     * and answer plus a round trip if that is longer. Loss stretches a round, and so do more than
     * eight neighbours, since a report answers eight of them.
     */
    double slackSeconds() {
        return Math.max(SLACK_SECONDS, SLACK_ROUNDS * roundSeconds() + 2 * delaySeconds());
    }

    /** The longest time in which a node may not have heard its neighbours and their answers. */
    double blindSeconds() {
        return roundSeconds() + 2 * delaySeconds() + this.longestStepSeconds;
    }

    /** The time in which every node reports once and answers all of its neighbours. */
    private double roundSeconds() {
        double reports = 1 + Math.max(1, (double) degree() / ECHOES);
        return reports * this.slowestPeriodSeconds / (1 - loss());
    }

    private int degree() {
        return Arrays.stream(this.neighbours).mapToInt((list) -> list.length).max().orElse(0);
    }

    /** By how much the longest frame is longer than the first, which answers nobody. */
    private double echoBytes() {
        // At a slow pace a report answers all neighbours.
        int most = (this.scenario.pace() == Pace.ADAPTIVE) ? degree() : ECHOES;
        return Math.min(degree(), most) * BYTES_PER_ECHO;
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
        return LEAST_WITHIN_RADIANS + fastest * hiddenSeconds() + most;
    }

    /** Sum of the errors of a delay estimate that neither end of a path can see. */
    private double hiddenSeconds() {
        double spread = 0;
        for (LinkModel model : this.models) {
            double queue = (model.bytesPerSecond() > 0) ? echoBytes() / model.bytesPerSecond() : 0;
            spread = Math.max(spread, spreadSeconds(model) + queue);
        }
        // In this order: unequal least delays of the two directions; least delays not seen yet;
        // clock drift that is not fitted yet; clock steps that look like delay; forged stamps;
        // frames in flight while both ends slept, or both clocks stepped.
        return asymmetrySeconds()
                + spread / 2
                + driftSeconds()
                + hiddenStepSeconds() / 2
                + forgedSeconds()
                + sleptSeconds();
    }

    private double asymmetrySeconds() {
        double most = 0;
        for (int i = 0; i < this.who.length; i++) {
            for (int j : this.neighbours[i]) {
                long there = this.scenario.link(this.who[i], this.who[j]).leastDelayNanos();
                long back = this.scenario.link(this.who[j], this.who[i]).leastDelayNanos();
                most = Math.max(most, (there - back) * SECONDS_PER_NANO);
            }
        }
        return most;
    }

    private double driftSeconds() {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i : this.who) {
            double speed = this.mesh.members()[i].clockSpeed();
            least = Math.min(least, speed);
            most = Math.max(most, speed);
        }
        return (most - least) * UNFITTED_SECONDS / 2;
    }

    /**
     * Steps and sleeps of clocks that make no round trip negative. At least one end takes them for
     * delay until the window has passed. Two that are longer can hide in their sum, if no report
     * came in between.
     */
    private double hiddenStepSeconds() {
        double hidden = 2 * delaySeconds() + SEEN_STEP_SECONDS;
        double[] shifts = clockShiftsSeconds();
        double sum = 0;
        double most = 0;
        for (int i = 0; i < shifts.length; i++) {
            sum += (Math.abs(shifts[i]) <= hidden) ? Math.abs(shifts[i]) : 0;
            double row = 0;
            for (int j = i; j < shifts.length; j++) {
                row += shifts[j];
                most = Math.max(most, (Math.abs(row) <= hidden) ? Math.abs(row) : 0);
            }
        }
        return Math.max(sum, most);
    }

    /** By how much clocks step or stand still, in order of time. */
    private double[] clockShiftsSeconds() {
        return this.scenario.events().stream()
                .mapToDouble((event) -> clockShiftNanos(event) * SECONDS_PER_NANO)
                .filter((seconds) -> seconds != 0)
                .toArray();
    }

    private static long clockShiftNanos(Event event) {
        if (event instanceof Event.ClockStep step) {
            return step.byNanos();
        }
        return (event instanceof Event.Suspend suspend) ? -suspend.forNanos() : 0;
    }

    private double forgedSeconds() {
        boolean forged =
                this.scenario.events().stream()
                        .anyMatch(
                                (event) ->
                                        event instanceof Event.Poison poison
                                                && poison.forgery().isAdmissible());
        return forged ? delaySeconds() / 2 + this.longestStepSeconds : 0;
    }

    private double sleptSeconds() {
        int sleepers = 0;
        for (Event event : this.scenario.events()) {
            boolean one = event.targets().nodes().size() == 1;
            if (event instanceof Event.Suspend) {
                sleepers += one ? 1 : 2;
            } else if (event instanceof Event.ClockStep) {
                sleepers += one ? 0 : 2;
            }
        }
        return (sleepers > 1) ? delaySeconds() / 2 : 0;
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
        double age = delaySeconds() + 2 * this.slowestPeriodSeconds / (1 - loss());
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

    private double delaySeconds() {
        double most = 0;
        for (LinkModel model : this.models) {
            double sending =
                    (model.bytesPerSecond() > 0)
                            ? (LEAST_FRAME_BYTES + echoBytes()) / model.bytesPerSecond()
                            : 0;
            most = Math.max(most, model.usualMostDelayNanos() * SECONDS_PER_NANO + sending);
        }
        return most;
    }

    private static double spreadSeconds(LinkModel model) {
        return (model.usualMostDelayNanos() - model.leastDelayNanos()) * SECONDS_PER_NANO;
    }
}
