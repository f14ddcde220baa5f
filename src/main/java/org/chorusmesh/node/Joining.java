package org.chorusmesh.node;

import org.chorusmesh.peers.PeerTable;

/**
 * Decides when a joining node comes in, and how. It listens until it can align to somebody who is
 * in step; only where nobody is does it start a rhythm of its own.
 */
final class Joining {

    /** How to come in. */
    enum Outcome {
        /** Not yet. */
        WAIT,
        /** By taking over the phase of the answering members. */
        ALIGN,
        /** By taking over the phase of the members as heard, their transit unknown. */
        ALIGN_AS_HEARD,
        /** At the initial phase. */
        START
    }

    private static final int PERIODS_TO_ALIGN = 3;

    private static final int PATIENCE_TTLS = 5;

    private final long beganNanos;
    private final long extraWaitNanos;
    private long alignableSinceNanos;
    private boolean alignable;

    /**
     * Begins to wait.
     *
     * @param wakingNanos the table's waking time
     * @param extraWaitNanos how long to listen beyond three periods, drawn at random so that
     *     joiners do not come in together
     */
    Joining(long wakingNanos, long extraWaitNanos) {
        this.beganNanos = wakingNanos;
        this.extraWaitNanos = extraWaitNanos;
    }

    /** What to do in this step. */
    Outcome decide(
            PeerTable peers, Settings settings, Command.AddressesKnown addresses, long nowNanos) {
        long ttlNanos = settings.ttlNanos();
        long waking = peers.wakingNanos();
        boolean answered = peers.hasAnsweringMember(nowNanos, ttlNanos);
        if (!answered) {
            this.alignable = false;
        } else if (!this.alignable) {
            this.alignable = true;
            this.alignableSinceNanos = waking;
        }
        if (answered) {
            long wait = PERIODS_TO_ALIGN * settings.gossipPeriodNanos() + this.extraWaitNanos;
            return (waking - this.alignableSinceNanos >= wait) ? Outcome.ALIGN : Outcome.WAIT;
        }
        long waited = waking - this.beganNanos;
        if (peers.hasMember()) {
            boolean patient =
                    waited < PATIENCE_TTLS * ttlNanos || !peers.hasAudibleMember(ttlNanos);
            return patient ? Outcome.WAIT : Outcome.ALIGN_AS_HEARD;
        }
        boolean allAreJoining = addresses.complete() && peers.size() >= addresses.others();
        return (allAreJoining || waited >= ttlNanos) ? Outcome.START : Outcome.WAIT;
    }
}
