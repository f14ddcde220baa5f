package org.chorusmesh.simulation;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.peers.Report;

/**
 * The frames on their way to one node, in order of arrival; those that arrive at one instant in
 * order of sending. A frame mostly arrives after all that were sent before it, so it is put in from
 * the far end.
 */
final class Mailbox {

    private static final Report[] NOTHING = {};

    private long[] times = {};
    private Report[] reports = NOTHING;
    private int first;
    private int end;

    /** Puts a frame on its way. */
    void add(long arrivesNanos, Report report) {
        if (this.end == this.times.length) {
            makeRoom();
        }
        int at = this.end++;
        while (at > this.first && this.times[at - 1] > arrivesNanos) {
            this.times[at] = this.times[at - 1];
            this.reports[at] = this.reports[at - 1];
            at--;
        }
        this.times[at] = arrivesNanos;
        this.reports[at] = report;
    }

    private void makeRoom() {
        int count = this.end - this.first;
        if (this.first > 0 && count <= this.times.length / 2) {
            System.arraycopy(this.times, this.first, this.times, 0, count);
            System.arraycopy(this.reports, this.first, this.reports, 0, count);
            Arrays.fill(this.reports, count, this.end, null);
        } else {
            int capacity = Math.max(8, 2 * count);
            this.times =
                    Arrays.copyOf(Arrays.copyOfRange(this.times, this.first, this.end), capacity);
            this.reports =
                    Arrays.copyOf(Arrays.copyOfRange(this.reports, this.first, this.end), capacity);
        }
        this.first = 0;
        this.end = count;
    }

    /** Hands over what has arrived by an instant. */
    void drain(long untilNanos, VirtualClock clock, List<Arrival> into) {
        while (this.first < this.end && this.times[this.first] <= untilNanos) {
            into.add(new Arrival(this.reports[this.first], clock.at(this.times[this.first])));
            this.first++;
        }
        if (this.first == this.end) {
            this.first = 0;
            this.end = 0;
        }
    }

    /** Lets nothing arrive before an instant. */
    void hold(long untilNanos) {
        for (int i = this.first; i < this.end && this.times[i] < untilNanos; i++) {
            this.times[i] = untilNanos;
        }
    }

    void clear() {
        this.first = 0;
        this.end = 0;
        Arrays.fill(this.reports, null);
    }
}
