package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Computes how far events move the nodes that are not their targets. The reference for a node is
 * motion at its mean frequency in the second before the event. If the mesh was not at rest then, it
 * is the second before the latest earlier event at which it was.
 */
public final class Displacements {

    private static final double BEFORE_SECONDS = 1;

    private static final double LONGEST_SECONDS = 10;

    private static final double AT_REST_RADIANS = 1e-3;

    private Displacements() {}

    /** The displacement of each event. */
    static List<Displacement> of(Scenario scenario, Trace trace) {
        List<Displacement> displacements = new ArrayList<>();
        List<Event> events = scenario.events();
        for (int i = 0; i < events.size(); i++) {
            double from = seconds(events.get(i));
            double to =
                    (i + 1 < events.size())
                            ? seconds(events.get(i + 1))
                            : scenario.durationNanos() * 1e-9;
            displacements.add(
                    new Displacement(
                            from,
                            events.get(i).kind(),
                            after(trace, events, i, Math.min(to, from + LONGEST_SECONDS))));
        }
        return displacements;
    }

    private static double seconds(Event event) {
        return event.atNanos() * 1e-9;
    }

    /**
     * The displacement of one event.
     *
     * @param toSeconds end of the time that is examined, exclusive: samples at this instant already
     *     follow the next event
     * @return radians, or null if unknown: the trace holds no phases, no node ran all the time, the
     *     mesh was not at rest before, or the targets are all nodes or are not known
     */
    private static @Nullable Double after(
            Trace trace, List<Event> events, int index, double toSeconds) {
        Set<Integer> hit = new HashSet<>();
        double from = seconds(events.get(index));
        for (int i = index; i >= 0; i--) {
            Event event = events.get(i);
            if (isAboutAll(event) || seconds(event) < from - LONGEST_SECONDS) {
                return null;
            }
            hit.addAll(event.targets().nodes());
            if (isAtRestBefore(trace, seconds(event))) {
                return after(trace, seconds(event), from, toSeconds, hit);
            }
        }
        return null;
    }

    /**
     * Whether an event hits all nodes, or a random share whose members are not known. Which nodes a
     * crash hits is seen from the trace.
     */
    private static boolean isAboutAll(Event event) {
        double share = event.targets().share();
        return event instanceof Event.Churn
                || share == 1
                || (share > 0 && !(event instanceof Event.Crash));
    }

    private static boolean isAtRestBefore(Trace trace, double seconds) {
        int start = start(trace, seconds);
        int before = trace.at(seconds - BEFORE_SECONDS);
        if (!trace.isDetailed() || seconds < BEFORE_SECONDS || start <= before) {
            return false;
        }
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

    /** The last sample before an event: samples at the same instant follow the event. */
    private static int start(Trace trace, double seconds) {
        return trace.at(seconds) - 1;
    }

    /**
     * The largest distance of a node from its reference.
     *
     * @param restSeconds until when the mesh was at rest, seconds of virtual time
     */
    private static @Nullable Double after(
            Trace trace, double restSeconds, double from, double to, Set<Integer> hit) {
        int start = start(trace, restSeconds);
        int before = trace.at(restSeconds - BEFORE_SECONDS);
        int last = trace.at(to) - 1;
        double most = 0;
        boolean known = false;
        for (int node = 0; node < trace.nodes(); node++) {
            double origin = trace.phase(start, node);
            double rate =
                    (origin - trace.phase(before, node)) / (trace.time(start) - trace.time(before));
            if (hit.contains(node) || Double.isNaN(rate)) {
                continue;
            }
            for (int s = start(trace, from) + 1; s <= last; s++) {
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
