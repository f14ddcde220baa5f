package org.chorusmesh.benchmarks.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chorusmesh.benchmarks.harness.Event;
import org.chorusmesh.benchmarks.harness.Samples;
import org.chorusmesh.benchmarks.harness.Subject;

/** The beats that all of some applications have fired since an instant. */
final class BeatLog {

    private static final double NANOS_PER_MICRO = 1000;

    /** What each has said of a beat, by number. */
    private final Map<Long, List<Event>> whole = new TreeMap<>();

    BeatLog(List<Subject> applications, long sinceNanos) {
        for (Subject application : applications) {
            for (Event event : application.events(PhaseReplica.BEAT)) {
                if (event.nanos() > sinceNanos) {
                    this.whole
                            .computeIfAbsent(number(event, 0), (number) -> new ArrayList<>())
                            .add(event);
                }
            }
        }
        this.whole.values().removeIf((fired) -> fired.size() != applications.size());
    }

    private static long number(Event event, int word) {
        return Long.parseLong(event.words().get(word));
    }

    /** How many beats all have fired. */
    int beats() {
        return this.whole.size();
    }

    /** How far a beat of any two is apart, µs. */
    Samples differences() {
        Samples differences = new Samples();
        for (List<Event> fired : this.whole.values()) {
            for (int i = 0; i < fired.size(); i++) {
                for (int j = 0; j < i; j++) {
                    long apart = number(fired.get(i), 1) - number(fired.get(j), 1);
                    differences.add(Math.abs(apart) / NANOS_PER_MICRO);
                }
            }
        }
        return differences;
    }

    /** How late it fired after its instant, µs. */
    Samples lateness() {
        Samples lateness = new Samples();
        this.whole
                .values()
                .forEach(
                        (fired) ->
                                fired.forEach(
                                        (event) ->
                                                lateness.add(number(event, 2) / NANOS_PER_MICRO)));
        return lateness;
    }
}
