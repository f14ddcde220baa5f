package org.chorusmesh.peers;

/** The stamps of this node's latest reports, by which it sees that an answer is missing. */
public final class SentReports {

    private static final int KEPT = 32;

    private final long[] stamps = new long[KEPT];
    private int count;

    /** Adds a report that was just sent. */
    public void add(long stampNanos) {
        this.stamps[this.count++ % KEPT] = stampNanos;
        if (this.count == 2 * KEPT) {
            this.count = KEPT;
        }
    }

    /**
     * How long before an instant the first report after a stamp was sent, of the latest {@value
     * #KEPT}.
     *
     * @param stampNanos a stamp of this node
     * @param atNanos the instant on this node's clock
     * @return nanoseconds; negative if there is none, or if it was sent after the instant
     */
    long sentAfterNanos(long stampNanos, long atNanos) {
        // Monotonic clocks are compared by differences.
        long longest = -1;
        for (int i = 0; i < Math.min(this.count, KEPT); i++) {
            if (this.stamps[i] - stampNanos > 0) {
                longest = Math.max(longest, atNanos - this.stamps[i]);
            }
        }
        return longest;
    }
}
