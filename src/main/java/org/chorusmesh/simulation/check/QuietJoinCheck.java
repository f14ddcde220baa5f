package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.mesh.MeanField;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.LinkModel;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a node that joins by aligning moves no other node by more than 0.01 rad. A join is
 * checked if delays are at most 5 ms, the mesh is locked, and nothing else happens meanwhile. The
 * reference is the exact solution in which the node enters exactly at the phase of its neighbours'
 * field, since with unequal frequencies one more node changes the common frequency.
 */
public final class QuietJoinCheck {

    private static final double MOST_RADIANS = 0.01;

    private static final double MOST_DELAY_SECONDS = 5e-3;

    private static final double WATCHED_SECONDS = 3;

    private static final double CALM_SECONDS = 3;

    private static final double BEFORE_SECONDS = 1;

    private static final double CALM_RADIANS = 0.001;

    private static final double FRAME_BYTES = 400;

    private static final double INTEGRATION_SECONDS = 0.01;

    private final List<Breach> breaches = new ArrayList<>();
    private final Scenario scenario;
    private final Trace trace;
    private final Mesh mesh;

    private QuietJoinCheck(Run run) {
        this.scenario = run.scenario();
        this.trace = run.trace();
        this.mesh = run.mesh();
    }

    /**
     * The results of a run.
     *
     * @param asked number of joins that were checked
     * @param breaches the joins that moved a node too far
     */
    record Joins(int asked, List<Breach> breaches) {}

    /** Checks every join of a run. */
    static Joins of(Run run) {
        QuietJoinCheck check = new QuietJoinCheck(run);
        int asked = check.applies() ? check.all() : 0;
        return new Joins(asked, check.breaches);
    }

    private boolean applies() {
        return this.trace.isDetailed()
                && !(this.scenario.topology() instanceof Topology.DividedByAll)
                && this.scenario.settings().noise() == 0
                && this.scenario.without().isEmpty()
                && isQuick(this.scenario.network())
                && this.scenario.links().stream().allMatch((link) -> isQuick(link.model()))
                && this.scenario.events().stream()
                        .noneMatch((event) -> event instanceof Event.Settings);
    }

    private boolean isQuick(LinkModel model) {
        double sending = (model.bytesPerSecond() > 0) ? FRAME_BYTES / model.bytesPerSecond() : 0;
        boolean feelsOldReports =
                this.scenario.settings().phaseLag() != 0
                        || Arrays.stream(this.mesh.omega()).distinct().count() > 1;
        return model.stall() == 0
                && model.reorder() == 0
                && ((model.loss() == 0 && this.scenario.speeds().isEmpty()) || !feelsOldReports)
                && model.usualMostDelayNanos() * 1e-9 + sending <= MOST_DELAY_SECONDS;
    }

    private int all() {
        int asked = 0;
        List<Event> events = this.scenario.events();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Event.Restart restart
                    && restart.align()
                    && restart.targets().nodes().size() == 1
                    && isAlone(events, i)) {
                double until =
                        (i + 1 < events.size())
                                ? events.get(i + 1).atNanos() * 1e-9
                                : Double.MAX_VALUE;
                asked += check(restart, until) ? 1 : 0;
            }
        }
        return asked;
    }

    /**
     * Whether all earlier events healed at least three seconds before, and no other event happens
     * at the same instant.
     */
    private boolean isAlone(List<Event> events, int join) {
        long at = events.get(join).atNanos();
        for (int i = 0; i < events.size(); i++) {
            Settings settings = this.scenario.settings();
            long healed =
                    Healing.nanos(events.get(i), settings.ttlNanos(), settings.gossipPeriodNanos());
            boolean before = i < join && healed * 1e-9 <= at * 1e-9 - CALM_SECONDS;
            boolean later = i > join && events.get(i).atNanos() > at;
            if (i != join && !before && !later) {
                return false;
            }
        }
        return at * 1e-9 > CALM_SECONDS;
    }

    /**
     * Checks one join. Returns false if it cannot be checked: the node was not down, did not join,
     * or there was no node to move.
     */
    private boolean check(Event.Restart restart, double untilSeconds) {
        int joiner = restart.targets().nodes().get(0);
        double at = restart.atNanos() * 1e-9;
        int start = this.trace.at(at) - 1;
        int first = this.trace.at(at - BEFORE_SECONDS);
        int end = Math.min(this.trace.size(), this.trace.at(untilSeconds));
        int in = start + 1;
        while (in < end && Double.isNaN(this.trace.phase(in, joiner))) {
            in++;
        }
        int[] others = others(joiner, first, Math.min(end, in + 1));
        if (in >= end
                || others.length == 0
                || !Double.isNaN(this.trace.phase(start, joiner))
                || !Double.isNaN(this.trace.phase(first, joiner))) {
            return false;
        }
        int quiet = in;
        while (quiet < end && this.trace.running(quiet) <= others.length + 1) {
            // The time ends where another node joins, since it can move the others too.
            quiet++;
        }
        @Nullable Double moved = moved(joiner, others, first, start, in, quiet);
        if (moved == null) {
            return false;
        }
        if (moved > 0) {
            this.breaches.add(
                    new Breach(
                            Invariant.QUIET_JOIN,
                            restart.atNanos(),
                            "the join of n%d moved other nodes by %.4f rad more than allowed"
                                    .formatted(joiner, moved)));
        }
        return true;
    }

    /** The nodes that ran all the time; none if a node ran for a part of it only. */
    private int[] others(int joiner, int from, int to) {
        List<Integer> others = new ArrayList<>();
        for (int node = 0; node < this.trace.nodes(); node++) {
            int there = 0;
            for (int s = from; s < to; s++) {
                there += Double.isNaN(this.trace.phase(s, node)) ? 0 : 1;
            }
            if (node != joiner && there == to - from) {
                others.add(node);
            } else if (node != joiner && there > 0) {
                return new int[0];
            }
        }
        return others.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * By how much the largest move exceeds its bound, radians; null if the equations do not
     * describe the mesh before the join, or the joiner hears no node.
     */
    private @Nullable Double moved(
            int joiner, int[] others, int first, int start, int in, int end) {
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
