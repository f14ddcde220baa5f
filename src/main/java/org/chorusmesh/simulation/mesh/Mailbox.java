package org.chorusmesh.simulation.mesh;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.peers.Report;

/**
 * The frames in flight to one node, in order of arrival. Frames that arrive at the same instant
 * stay in order of sending. Most frames arrive after all that were sent before, so the place of a
 * frame is searched from the end.
 */
final class Mailbox {

    private static final int LEAST_CAPACITY = 8;

    // A ring, so that draining moves nothing.
    private long[] times = new long[LEAST_CAPACITY];
    private Report[] reports = new Report[LEAST_CAPACITY];
    private int first;
    private int count;
    private boolean open;

    /** Whether a process is up that takes frames. */
    boolean isOpen() {
        return this.open;
    }

    /** Empties the mailbox and takes frames from now on. */
    void open() {
        close();
        this.open = true;
    }

    /** Discards all frames and takes no more. */
    void close() {
        this.open = false;
        this.first = 0;
        this.count = 0;
        Arrays.fill(this.reports, null);
    }

    private int slot(int index) {
        return (this.first + index) & (this.times.length - 1);
    }

    /** Adds a frame in flight. */
    void add(long arrivesNanos, Report report) {
        if (this.count == this.times.length) {
            grow();
        }
        int index = this.count++;
        int at = slot(index);
        while (index > 0 && this.times[slot(index - 1)] > arrivesNanos) {
            int before = slot(--index);
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
            moreTimes[i] = this.times[slot(i)];
            moreReports[i] = this.reports[slot(i)];
        }
        this.times = moreTimes;
        this.reports = moreReports;
        this.first = 0;
    }

    /**
     * Removes the frames that have arrived by an instant, and adds them to a list with the receipt
     * time on a clock.
     */
    void drain(long untilNanos, VirtualClock clock, List<Arrival> into) {
        while (this.count > 0 && this.times[this.first] <= untilNanos) {
            into.add(new Arrival(this.reports[this.first], clock.at(this.times[this.first])));
            // So that a mailbox that is not used again keeps no report alive.
            this.reports[this.first] = null;
            this.first = slot(1);
            this.count--;
        }
    }

    /**
     * When the first report arrives that states a shorter time to the next one.
     *
     * @param periodNanos the time that it must be shorter than; 0 for none
     * @return {@link Long#MAX_VALUE} if none is under way
     */
    long nextBelowNanos(long periodNanos) {
        for (int i = 0; periodNanos > 0 && i < this.count; i++) {
            if (this.reports[slot(i)].gossipPeriodNanos() < periodNanos) {
                return this.times[slot(i)];
            }
        }
        return Long.MAX_VALUE;
    }

    /** Removes the frames of a node. */
    void discard(String nodeId) {
        int kept = 0;
        for (int i = 0; i < this.count; i++) {
            int from = slot(i);
            if (!this.reports[from].nodeId().equals(nodeId)) {
                int to = slot(kept++);
                this.times[to] = this.times[from];
                this.reports[to] = this.reports[from];
            }
        }
        for (int i = kept; i < this.count; i++) {
            this.reports[slot(i)] = null;
        }
        this.count = kept;
    }

    /** Delays every frame that would arrive before an instant to that instant. */
    void hold(long untilNanos) {
        for (int i = 0; i < this.count && this.times[slot(i)] < untilNanos; i++) {
            this.times[slot(i)] = untilNanos;
        }
    }
}
