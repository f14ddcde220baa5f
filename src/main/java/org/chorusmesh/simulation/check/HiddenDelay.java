package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.node.Pace;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.LinkModel;
import org.chorusmesh.simulation.scenario.Scenario;

/** Computes how wrong nodes can be about the delays between them: what neither end can see. */
final class HiddenDelay {

    private static final double SECONDS_PER_NANO = 1e-9;

    /**
     * The time until the drift of clocks is fitted. Where jitter makes it longer, jitter is added.
     */
    private static final double UNFITTED_SECONDS = 11;

    private static final double SEEN_STEP_SECONDS = 1e-3;

    /** What a clock that is adjusted may run off by, of both directions, seconds a second. */
    private static final double POSSIBLE_DRIFT = 2 * 500e-6;

    private static final double BYTES_PER_ECHO = 24;

    private static final double LEAST_FRAME_BYTES = 120;

    private final Scenario scenario;
    private final Mesh mesh;
    private final int[] who;
    private final int[][] neighbours;
    private final int degree;
    private final double longestStepSeconds;
    private final List<LinkModel> models = new ArrayList<>();

    /**
     * @param who the members that are up
     * @param neighbours the neighbours of each, as indices into {@code who}
     * @param longestStepSeconds the longest time between two steps of a node that is awake
     */
    HiddenDelay(
            Scenario scenario,
            Mesh mesh,
            int[] who,
            int[][] neighbours,
            double longestStepSeconds) {
        this.scenario = scenario;
        this.mesh = mesh;
        this.who = who;
        this.neighbours = neighbours;
        this.degree = Arrays.stream(neighbours).mapToInt((list) -> list.length).max().orElse(0);
        this.longestStepSeconds = longestStepSeconds;
        this.models.add(scenario.network());
        scenario.links().forEach((link) -> this.models.add(link.model()));
    }

    /** Sum of the errors of a delay estimate that neither end of a path can see. */
    double seconds() {
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
     * Steps and sleeps of clocks that make no round trip negative, or by no more than a drift could
     * while the two ends were cut off. At least one end takes them for delay until the window has
     * passed. Two that are longer can hide in their sum, if no report came in between.
     */
    private double hiddenStepSeconds() {
        double hidden =
                2 * greatestDelaySeconds()
                        + SEEN_STEP_SECONDS
                        + POSSIBLE_DRIFT * longestCutSeconds();
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

    private double longestCutSeconds() {
        return this.scenario.events().stream()
                .filter((event) -> event instanceof Event.Partition || event instanceof Event.Clog)
                .mapToDouble((event) -> ((Event.Lasting) event).forNanos() * SECONDS_PER_NANO)
                .max()
                .orElse(0);
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
        return forged ? greatestDelaySeconds() / 2 + this.longestStepSeconds : 0;
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
        return (sleepers > 1) ? greatestDelaySeconds() / 2 : 0;
    }

    /** The longest usual time of a frame from end to end, with the time to send it. */
    double greatestDelaySeconds() {
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

    /** By how much the longest frame is longer than the first, which answers nobody. */
    private double echoBytes() {
        // At a slow pace a report answers all neighbours.
        boolean all = this.scenario.pace() == Pace.ADAPTIVE;
        return (all ? this.degree : Math.min(this.degree, SettleBounds.ECHOES)) * BYTES_PER_ECHO;
    }
}
