package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.settings.Settings;
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

    private static final double MOST_DELAY_SECONDS = 5e-3;

    private static final double CALM_SECONDS = 3;

    private static final double BEFORE_SECONDS = 1;

    private static final double FRAME_BYTES = 400;

    private final List<Breach> breaches = new ArrayList<>();
    private final Scenario scenario;
    private final Trace trace;
    private final Mesh mesh;
    private final JoinMove move;

    private QuietJoinCheck(Run run) {
        this.scenario = run.scenario();
        this.trace = run.trace();
        this.mesh = run.mesh();
        this.move = new JoinMove(run);
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
                && !(this.scenario.topology() instanceof Topology.Overlay)
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
        @Nullable Double moved = this.move.excess(joiner, others, first, start, in, quiet);
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
}
