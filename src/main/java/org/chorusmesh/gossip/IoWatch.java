package org.chorusmesh.gossip;

/**
 * Watches whether the I/O thread of a context still runs, by taps that it has to answer. While
 * connections come up the taps are frequent, since a connection may need one, see {@link IoPulse}.
 * Otherwise they are rare, since each wakes the I/O thread. The control thread owns this.
 */
final class IoWatch {

    private static final long MAX_STANDSTILL_NANOS = 3_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    /** After a connection has come up: one may come too early to help it. */
    private static final int TAPS_A_CONNECTION = 4;

    private long beatsSeen;
    private long tappedAtAwake;
    private boolean answered = true;
    private long establishedSeen;
    private int quickTaps;

    /** Begins with a new context. */
    void begin() {
        this.beatsSeen = 0;
        this.answered = true;
        this.establishedSeen = 0;
        this.quickTaps = TAPS_A_CONNECTION;
    }

    /**
     * Gives a context up if its I/O thread does not answer for too long. Call it regularly.
     *
     * @param established how many connections have come up
     * @param awakeNanos monotonic time that stands still while this node does
     */
    void watch(Messaging context, long established, long awakeNanos) {
        if (context.beats() != this.beatsSeen) {
            this.beatsSeen = context.beats();
            this.answered = true;
        }
        if (established != this.establishedSeen) {
            this.establishedSeen = established;
            this.quickTaps = TAPS_A_CONNECTION;
        }
        if (this.answered) {
            if (this.quickTaps > 0 || awakeNanos - this.tappedAtAwake >= PAUSE_NANOS) {
                this.quickTaps = Math.max(0, this.quickTaps - 1);
                this.tappedAtAwake = awakeNanos;
                this.answered = false;
                context.tap();
            }
            return;
        }
        // Does nothing if the last one is under way, but a thread that begins may have missed it.
        context.tap();
        if (awakeNanos - this.tappedAtAwake > MAX_STANDSTILL_NANOS) {
            context.fail(new IllegalStateException("The I/O thread stands still"));
        }
    }
}
