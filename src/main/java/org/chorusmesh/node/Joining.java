package org.chorusmesh.node;

import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.settings.Settings;

/**
 * Decides when and how a joining node starts. It listens until it can align to peers that have
 * joined. If there are none, it starts at its own phase.
 */
final class Joining {

    /** How the node joins. */
    enum Outcome {
        /** It waits. */
        WAIT,
        /** It takes over the phase of the answering members. */
        ALIGN,
        /**
         * It takes over the phase of the members as received, since their transit time is unknown.
         */
        ALIGN_AS_HEARD,
        /** It starts at its initial phase. */
        START
    }

    private static final long MAX_RANDOM_WAIT_NANOS = 500_000_000L;

    private static final int PERIODS_TO_ALIGN = 3;

    private static final int PATIENCE_TTLS = 5;

    /** Parts of a TTL that a node waits for the first of those that join to start. */
    private static final int FIRST_STARTS_PER_TTL = 2;

    private final long beganNanos;
    private final long extraWaitNanos;
    private final long blindPatienceNanos;

    private JoinWait wait = JoinWait.MEMBERS;

    /** Since when there has been an address to listen to. */
    private long sightedNanos;

    private long alignableSinceNanos;
    private boolean alignable;
    private long completeSinceNanos;
    private boolean complete;

    /** The wait of a node that has just started, with its random part. */
    static Joining afterRandomWait(RandomGenerator random, long blindPatienceNanos) {
        long waitNanos = (long) (random.nextDouble() * MAX_RANDOM_WAIT_NANOS);
        return new Joining(0, waitNanos, blindPatienceNanos);
    }

    /**
     * Starts to wait.
     *
     * @param wakingNanos waking time of the table
     * @param extraWaitNanos time to listen in addition to three periods, drawn at random so that
     *     nodes do not join at the same time
     * @param blindPatienceNanos time to wait until the first name is looked up
     */
    Joining(long wakingNanos, long extraWaitNanos, long blindPatienceNanos) {
        this.beganNanos = wakingNanos;
        this.sightedNanos = wakingNanos;
        this.extraWaitNanos = extraWaitNanos;
        this.blindPatienceNanos = blindPatienceNanos;
    }

    /** What the node waits for, by the last {@linkplain #decide decision}. */
    JoinWait waitsFor() {
        return this.wait;
    }

    /**
     * Decides what to do in this step.
     *
     * @param first whether this node is the first to start of those that all join
     */
    Outcome decide(
            PeerTable peers,
            Settings settings,
            Command.AddressesKnown addresses,
            long nowNanos,
            BooleanSupplier first) {
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
            // Silence has no meaning while there is no address to listen to.
            this.wait = JoinWait.NAMES;
            this.sightedNanos = waking;
            long patience = Math.max(this.blindPatienceNanos, ttlNanos);
            return (waking - this.beganNanos >= patience) ? Outcome.START : Outcome.WAIT;
        }
        this.wait = JoinWait.MEMBERS;
        boolean allAreJoining = addresses.complete() && peers.size() >= addresses.others();
        return (waited >= ttlNanos || (allAreJoining && mayStart(waking, ttlNanos, first)))
                ? Outcome.START
                : Outcome.WAIT;
    }

    /**
     * Whether the node starts now that all others are heard and join. If all started at once, they
     * would need a TTL or two to come to one phase and one number; so one starts and the others
     * take over its phase. They do not rely on it, since it may not hear all.
     */
    private boolean mayStart(long waking, long ttlNanos, BooleanSupplier first) {
        if (!this.complete) {
            this.complete = true;
            this.completeSinceNanos = waking;
        }
        return first.getAsBoolean()
                || waking - this.completeSinceNanos >= ttlNanos / FIRST_STARTS_PER_TTL;
    }
}
