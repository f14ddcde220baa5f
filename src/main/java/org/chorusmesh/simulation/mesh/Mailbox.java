package org.chorusmesh.simulation.mesh;

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

    private static final int LEAST_CAPACITY = 8;

    // A ring, so that a box that is never empty need not be moved along.
    private long[] times = new long[LEAST_CAPACITY];
    private Report[] reports = new Report[LEAST_CAPACITY];
    private int first;
    private int count;
    private boolean open;

    /** Whether anybody is there to take what arrives. */
    boolean isOpen() {
        return this.open;
    }

    /** Takes frames from now on; there are none yet. */
    void open() {
        close();
        this.open = true;
    }

    /** Throws away what is there, and takes nothing any more. */
    void close() {
        this.open = false;
        this.first = 0;
        this.count = 0;
        Arrays.fill(this.reports, null);
    }

    private int place(int index) {
        return (this.first + index) & (this.times.length - 1);
    }

    /** Puts a frame on its way. */
    void add(long arrivesNanos, Report report) {
        if (this.count == this.times.length) {
            grow();
        }
        int index = this.count++;
        int at = place(index);
        while (index > 0 && this.times[place(index - 1)] > arrivesNanos) {
            int before = place(--index);
            this.times[at] = this.times[before];
            this.reports[at] = this.reports[before];
            at = before;
        }
        this.times[at] = arrivesNanos;
        this.reports[at] = report;
    }

    private void grow() {
        long[] moreTimes = new long[2 * this.count];
        Report[] moreReports = new Report[2 * this.count];
        for (int i = 0; i < this.count; i++) {
            moreTimes[i] = this.times[place(i)];
            moreReports[i] = this.reports[place(i)];
        }
        this.times = moreTimes;
        this.reports = moreReports;
        this.first = 0;
    }

    /** Hands over what has arrived by an instant. */
    void drain(long untilNanos, VirtualClock clock, List<Arrival> into) {
        while (this.count > 0 && this.times[this.first] <= untilNanos) {
            into.add(new Arrival(this.reports[this.first], clock.at(this.times[this.first])));
            // Not kept from the collector by a box that is not written to again.
            this.reports[this.first] = null;
            this.first = place(1);
            this.count--;
        }
    }

    /** Lets nothing arrive before an instant. */
    void hold(long untilNanos) {
        for (int i = 0; i < this.count && this.times[place(i)] < untilNanos; i++) {
            this.times[place(i)] = untilNanos;
        }
    }
}
