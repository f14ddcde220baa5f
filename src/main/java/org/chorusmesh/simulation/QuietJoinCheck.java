package org.chorusmesh.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that joins by aligning must move nobody by more than 0.01 rad, where delays are at most 5
 * ms and nothing else happens meanwhile.
 */
final class QuietJoinCheck {

    private static final double MOST_RADIANS = 0.01;

    private static final long MOST_DELAY_NANOS = 5_000_000L;

    private static final double LISTEN_SECONDS = 4;

    private static final double CALM_SECONDS = 3;

    private static final double CALM_SPREAD = 0.001;

    private QuietJoinCheck() {}

    /** Checks every join of a run. */
    static void check(RunResult result) {
        Scenario scenario = result.scenario();
        if (!applies(scenario, result.mesh())) {
            return;
        }
        List<Event> events = scenario.events();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Event.Restart restart && restart.align()) {
                double at = restart.atNanos() * 1e-9;
                double until =
                        (i + 1 < events.size())
                                ? events.get(i + 1).atNanos() * 1e-9
                                : Double.MAX_VALUE;
                if (isCalm(result.trace(), events, i)) {
                    check(result, restart, at, Math.min(until, at + LISTEN_SECONDS));
                }
            }
        }
    }

    private static boolean applies(Scenario scenario, Mesh mesh) {
        for (double omega : mesh.omega) {
            if (omega != mesh.omega[0]) {
                return false;
            }
        }
        return mesh.members.length <= Trace.MAX_DETAILED
                && scenario.settings().noise() == 0
                && scenario.settings().phaseLag() == 0
                && scenario.without().isEmpty()
                && scenario.clocks().driftPpm() == 0
                && scenario.speeds().isEmpty()
                && scenario.links().isEmpty()
                && scenario.network().stall() == 0
                && scenario.network().reorder() == 0
                && scenario.network().usualMostDelayNanos() <= MOST_DELAY_NANOS;
    }

    private static boolean isCalm(Trace trace, List<Event> events, int join) {
        double at = events.get(join).atNanos() * 1e-9;
        for (int i = 0; i < events.size(); i++) {
            Event other = events.get(i);
            boolean endsBefore = other.endNanos() * 1e-9 <= at - CALM_SECONDS;
            boolean comesLater = i > join && other.atNanos() > events.get(join).atNanos();
            if (i != join && !endsBefore && !comesLater) {
                return false;
            }
        }
        return at > CALM_SECONDS
                && trace.spread(trace.at(at) - 1) < CALM_SPREAD
                && trace.spread(trace.at(at - 1)) < CALM_SPREAD;
    }

    private static void check(RunResult result, Event.Restart restart, double at, double until) {
        @Nullable Double moved =
                Displacements.after(result.trace(), at, until, restart.nodes().nodes());
        if (restart.nodes().share() == 0 && moved != null && moved > MOST_RADIANS) {
            result.breaches()
                    .add(
                            new Breach(
                                    Invariant.QUIET_JOIN,
                                    restart.atNanos(),
                                    "the join of %s moved others by %.4f rad"
                                            .formatted(restart.nodes().nodes(), moved)));
        }
    }
}
