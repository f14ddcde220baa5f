package org.chorusmesh.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far events move the nodes that they do not hit. Without the event a node would have gone on
 * at the mean frequency of the second before, if the mesh was at rest in that second; if it was
 * not, nobody can tell.
 */
final class Displacements {

    private static final double BEFORE_SECONDS = 1;

    private static final double LONGEST_SECONDS = 10;

    private static final double AT_REST_RADIANS = 1e-3;

    private Displacements() {}

    /** One for each event. */
    static List<Summary.Displacement> of(Scenario scenario, Trace trace) {
        List<Summary.Displacement> displacements = new ArrayList<>();
        List<Event> events = scenario.events();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            double from = event.atNanos() * 1e-9;
            double to =
                    (i + 1 < events.size())
                            ? events.get(i + 1).atNanos() * 1e-9
                            : scenario.durationNanos() * 1e-9;
            displacements.add(
                    new Summary.Displacement(
                            from,
                            event.kind(),
                            isAboutAll(event)
                                    ? null
                                    : after(
                                            trace,
                                            from,
                                            Math.min(to, from + LONGEST_SECONDS),
                                            event.targets().nodes())));
        }
        return displacements;
    }

    /** Whether it hits everyone, or some of whom nobody kept a record; the dead move nobody. */
    private static boolean isAboutAll(Event event) {
        double share = event.targets().share();
        return share == 1 || (share > 0 && !(event instanceof Event.Crash));
    }

    private static boolean isAtRest(Trace trace, int before, int start) {
        int middle = (before + start) / 2;
        double part =
                (trace.time(middle) - trace.time(before))
                        / (trace.time(start) - trace.time(before));
        for (int node = 0; node < trace.nodes(); node++) {
            double straight =
                    trace.phase(before, node)
                            + part * (trace.phase(start, node) - trace.phase(before, node));
            if (Math.abs(trace.phase(middle, node) - straight) > AT_REST_RADIANS) {
                return false;
            }
        }
        return true;
    }

    /**
     * The most that any node was away from where it would have been.
     *
     * @param toSeconds the next event, at which looks are those after it
     * @param hit nodes that do not count
     * @return radians, or null where nobody ran all the time, the mesh was not at rest before or
     *     phases were not kept
     */
    static @Nullable Double after(
            Trace trace, double fromSeconds, double toSeconds, List<Integer> hit) {
        // Looks at the very instant come after the event.
        int start = trace.at(fromSeconds) - 1;
        int before = trace.at(fromSeconds - BEFORE_SECONDS);
        int last = trace.at(toSeconds) - 1;
        if (!trace.isDetailed()
                || fromSeconds < BEFORE_SECONDS
                || start <= before
                || !isAtRest(trace, before, start)) {
            return null;
        }
        double most = 0;
        boolean known = false;
        for (int node = 0; node < trace.nodes(); node++) {
            double origin = trace.phase(start, node);
            double rate =
                    (origin - trace.phase(before, node)) / (trace.time(start) - trace.time(before));
            if (hit.contains(node) || Double.isNaN(rate)) {
                continue;
            }
            for (int s = start + 1; s <= last; s++) {
                double undisturbed = origin + rate * (trace.time(s) - trace.time(start));
                double away = Math.abs(trace.phase(s, node) - undisturbed);
                if (!Double.isNaN(away)) {
                    most = Math.max(most, away);
                    known = true;
                }
            }
        }
        return known ? Double.valueOf(most) : null;
    }
}
