package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.LinkModel;
import org.chorusmesh.simulation.scenario.Scenario;

/**
 * How near to where the equations lock a mesh can come, and how soon, when every node does its
 * best: what a network hides from its ends, or takes away from time to time, stays.
 */
final class SettleBounds {

    private static final double SECONDS_PER_NANO = 1e-9;

    /** How near a mesh must come from which nothing is hidden. */
    static final double LEAST_WITHIN_RADIANS = 0.01;

    private static final double SLACK_SECONDS = 1;

    private static final double SLACK_ROUNDS = 5;

    private static final double WINDOW_SECONDS = 11;

    private static final double SEEN_STEP_SECONDS = 1e-3;

    private static final double RARE = 1e-3;

    private static final double MISSED_AT_ONCE = 2;

    private static final double BYTES_PER_ECHO = 24;

    private static final int ECHOES = 8;

    private static final double FRAME_BYTES = 120 + ECHOES * BYTES_PER_ECHO;

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
     * Of a mesh whose coupling and lag are everywhere the same.
     *
     * @param who the members that are up
     * @param neighbours of each of these, by their places among these
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
                    Math.max(this.longestStepSeconds, settings.stepNanos() * SECONDS_PER_NANO);
        }
    }

    /**
     * What is added to 1.2 times the exact time: a second or, where reports are rare, or answer
     * only some of many peers at a time, five rounds of answers as the loss stretches them, and a
     * round trip.
     */
    double slackSeconds() {
        return Math.max(SLACK_SECONDS, SLACK_ROUNDS * roundSeconds() + 2 * delaySeconds());
    }

    /** Until when a node may not have heard, and been answered by, its neighbours. */
    double blindSeconds() {
        return roundSeconds() + 2 * delaySeconds() + this.longestStepSeconds;
    }

    /** Until everyone has reported, and answered everyone, once. */
    private double roundSeconds() {
        int degree = Arrays.stream(this.neighbours).mapToInt((list) -> list.length).max().orElse(0);
        double reports = 1 + Math.max(1, (double) degree / ECHOES);
        return reports * this.slowestPeriodSeconds / (1 - loss());
    }

    /**
     * How near it must come.
     *
     * @param omega natural frequencies, rad/s
     * @param rates as the equations have them where they lock, rad/s
     */
    double withinRadians(double[] omega, double[] rates) {
        double fastest = Arrays.stream(rates).map(Math::abs).max().orElse(0);
        double most = 0;
        for (int i = 0; i < omega.length; i++) {
            most = Math.max(most, missed(i, omega, rates));
        }
        return LEAST_WITHIN_RADIANS + fastest * hiddenSeconds() + most;
    }

    /** Time between the ends of a path that no end can see. */
    private double hiddenSeconds() {
        double spread = 0;
        for (LinkModel model : this.models) {
            double queue =
                    (model.bytesPerSecond() > 0)
                            ? ECHOES * BYTES_PER_ECHO / model.bytesPerSecond()
                            : 0;
            spread = Math.max(spread, spreadSeconds(model) + queue);
        }
        // Least delays unequal both ways; least delays not met yet; clocks that drift within the
        // window; steps that look like delay; forged stamps; frames that slept with both ends.
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
        return (most - least) * WINDOW_SECONDS / 2;
    }

    /**
     * A step of a clock, or a sleep with it, that makes no round trip negative looks like delay to
     * one end at least until the window has passed.
     */
    private double hiddenStepSeconds() {
        double hidden = 2 * delaySeconds() + SEEN_STEP_SECONDS;
        double sum = 0;
        for (Event event : this.scenario.events()) {
            double by = 0;
            if (event instanceof Event.ClockStep step) {
                by = Math.abs(step.byNanos()) * SECONDS_PER_NANO;
            } else if (event instanceof Event.Suspend suspend) {
                by = suspend.forNanos() * SECONDS_PER_NANO;
            }
            sum += (by <= hidden) ? by : 0;
        }
        return sum;
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
            if (event instanceof Event.Suspend suspend) {
                sleepers += (suspend.targets().nodes().size() == 1) ? 1 : 2;
            }
        }
        return (sleepers > 1) ? delaySeconds() / 2 : 0;
    }

    /**
     * How far a node drifts while neighbours are not heard: two of w that pull it along fall out
     * for as long as a link stalls or reports are lost in a row once in a thousand times.
     */
    private double missed(int i, double[] omega, double[] rates) {
        return -MISSED_AT_ONCE
                * Math.abs(rates[i] - omega[i])
                / this.neighbours[i].length
                * StrictMath.expm1(-this.coupling * outSeconds(RARE))
                / this.coupling;
    }

    /**
     * For how long a peer goes unheard: while a link stalls and, with a probability, while reports
     * are lost in a row.
     */
    double outSeconds(double probability) {
        long stall = 0;
        for (LinkModel model : this.models) {
            stall = (model.stall() > 0) ? Math.max(stall, model.stallFor().ceilingNanos()) : stall;
        }
        double row = (loss() > 0) ? StrictMath.log(probability) / StrictMath.log(loss()) : 0;
        return Math.max(stall * SECONDS_PER_NANO, row * this.slowestPeriodSeconds);
    }

    /**
     * The lags with which the equations lock where a mesh does that carries old reports wrong: a
     * node takes the frequency at which its neighbours and it would lock, were they in phase, for
     * that of all. So it sees all its neighbours off by the same angle. On a graph of few links
     * such errors add up.
     *
     * @param omega natural frequencies, rad/s
     * @param rates as the equations have them where they lock, rad/s
     */
    DoubleStream misled(double[] omega, double[] rates) {
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

    /** The share of reports that are lost, or overtaken, which is the same to who waits. */
    private double loss() {
        return this.models.stream()
                .mapToDouble((model) -> 1 - (1 - model.loss()) * (1 - model.reorder()))
                .max()
                .orElse(0);
    }

    private double delaySeconds() {
        double most = 0;
        for (LinkModel model : this.models) {
            double sending =
                    (model.bytesPerSecond() > 0) ? FRAME_BYTES / model.bytesPerSecond() : 0;
            most = Math.max(most, model.usualMostDelayNanos() * SECONDS_PER_NANO + sending);
        }
        return most;
    }

    private static double spreadSeconds(LinkModel model) {
        return (model.usualMostDelayNanos() - model.leastDelayNanos()) * SECONDS_PER_NANO;
    }
}
