package org.chorusmesh.node;

import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.settings.Settings;

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
    private final long blindPatienceNanos;

    private JoinWait wait = JoinWait.MEMBERS;

    /** Since when there is somewhere to listen. */
    private long sightedNanos;

    private long alignableSinceNanos;
    private boolean alignable;

    /**
     * Begins to wait.
     *
     * @param wakingNanos the table's waking time
     * @param extraWaitNanos how long to listen beyond three periods, drawn at random so that
     *     joiners do not come in together
     * @param blindPatienceNanos how long to wait for the first name to be looked up
     */
    Joining(long wakingNanos, long extraWaitNanos, long blindPatienceNanos) {
        this.beganNanos = wakingNanos;
        this.sightedNanos = wakingNanos;
        this.extraWaitNanos = extraWaitNanos;
        this.blindPatienceNanos = blindPatienceNanos;
    }

    /** What the last {@linkplain #decide decision} waits for. */
    JoinWait waitsFor() {
        return this.wait;
    }

    /** What to do in this step. */
    Outcome decide(
            PeerTable peers, Settings settings, Command.AddressesKnown addresses, long nowNanos) {
        long ttlNanos = settings.ttlNanos();
        long waking = peers.wakingNanos();
        boolean answered = peers.joined().hasAnswering(nowNanos, ttlNanos);
        if (!answered) {
            this.alignable = false;
        } else if (!this.alignable) {
            this.alignable = true;
            this.alignableSinceNanos = waking;
        }
        if (answered) {
            this.wait = JoinWait.PHASE;
            long listen = PERIODS_TO_ALIGN * settings.gossipPeriodNanos() + this.extraWaitNanos;
            return (waking - this.alignableSinceNanos >= listen) ? Outcome.ALIGN : Outcome.WAIT;
        }
        long waited = waking - this.sightedNanos;
        if (peers.joined().hasAny()) {
            this.wait = JoinWait.ANSWER;
            boolean patient =
                    waited < PATIENCE_TTLS * ttlNanos || !peers.joined().hasAudible(ttlNanos);
            return patient ? Outcome.WAIT : Outcome.ALIGN_AS_HEARD;
        }
        if (addresses.blind()) {
            // Silence says nothing while there is nobody to listen to.
            this.wait = JoinWait.NAMES;
            this.sightedNanos = waking;
            long patience = Math.max(this.blindPatienceNanos, ttlNanos);
            return (waking - this.beganNanos >= patience) ? Outcome.START : Outcome.WAIT;
        }
        this.wait = JoinWait.MEMBERS;
        boolean allAreJoining = addresses.complete() && peers.size() >= addresses.others();
        return (allAreJoining || waited >= ttlNanos) ? Outcome.START : Outcome.WAIT;
    }
}
