package org.chorusmesh.gossip;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An address that this node is configured to hear, and the watch over it. TCP under loss can stall
 * for minutes, and a connection whose other end has vanished never ends. So an address that has
 * been silent for a while is dialled again beside the old connection, and the old connection is
 * closed once the new one delivers. At most two are open. A dial that brings nothing gives way to
 * the next one, and each gets more time than the last. The pace varies at random, so that many
 * nodes do not dial a struggling peer in step.
 *
 * <p>The control thread owns it; fields that other threads read are volatile. Its time passes only
 * while this node is awake.
 */
final class WantedAddress {

    private static final int MAX_BACKOFF_DOUBLINGS = 3;
    private static final double JITTER = 0.25;

    /**
     * After this many silence limits of a connection without a frame, an address is no longer
     * heard.
     */
    static final int SILENCE_LIMITS = 4;

    /** After this many dials without a report, the next one asks for the reports of any mesh. */
    private static final int ATTEMPTS_TO_PROBE = 2;

    /** A translated address of this node may later lead elsewhere. */
    private static final long OWN_RECHECK_NANOS = 60_000_000_000L;

    private final Address address;
    private final String text;
    private final Dialler dialler;
    private final RandomGenerator random;
    private final boolean bound;
    private final FoundState found;

    private volatile String name = "";
    private volatile boolean own;
    private volatile @Nullable Connection current;
    private volatile @Nullable Connection candidate;
    private volatile boolean mutual;
    private boolean ticked;
    private long bornAtAwake;
    private long ownSinceAwake;
    private long framesSeen;
    private long heardAtAwake;
    private long patienceEndsAwake;
    private int attempts;

    /**
     * @param dialler opens a connection
     * @param random varies the pace of dialling
     * @param bound whether this node is bound to the address
     */
    WantedAddress(Address address, Dialler dialler, RandomGenerator random, boolean bound) {
        this.address = address;
        this.text = address.toString();
        this.dialler = dialler;
        this.random = random;
        this.bound = bound;
        this.own = bound;
        this.found = new FoundState(bound ? AddressState.OWN : AddressState.UNREACHABLE);
    }

    /**
     * Sets its name in the configuration.
     *
     * @param mutual whether the node there dials this node too, if it knows the same addresses
     */
    void call(String configured, boolean mutual) {
        this.name = configured;
        this.mutual = mutual;
    }

    /**
     * Checks its connections.
     *
     * @param awakeNanos monotonic time that stands still while this node does
     * @param silenceLimitNanos how long a connection may be silent
     * @param permits say whether it may be dialled again now
     */
    void tick(long awakeNanos, long silenceLimitNanos, Redials permits) {
        long limitNanos = patienceWithReports(silenceLimitNanos);
        if (!this.ticked) {
            this.ticked = true;
            this.bornAtAwake = awakeNanos;
            this.heardAtAwake = awakeNanos;
        }
        this.found.tick(awakeNanos);
        if (this.own && !recheckOwn(awakeNanos)) {
            return;
        }
        dropEnded();
        if (heardSelf(this.current) || heardSelf(this.candidate)) {
            stop();
            this.own = true;
            this.ownSinceAwake = awakeNanos;
            this.found.find(Finding.of(AddressState.OWN));
            return;
        }
        promoteCandidate();
        Connection connection = this.current;
        if (connection != null && connection.frames() != this.framesSeen) {
            this.framesSeen = connection.frames();
            this.heardAtAwake = awakeNanos;
            this.attempts = 0;
        }
        this.found.observe(
                connection,
                this.candidate,
                this.framesSeen > 0,
                awakeNanos - this.heardAtAwake >= SILENCE_LIMITS * limitNanos);
        boolean silent = this.framesSeen == 0 || awakeNanos - this.heardAtAwake >= limitNanos;
        if (silent && (this.attempts == 0 || awakeNanos - this.patienceEndsAwake >= 0)) {
            boolean first = this.attempts == 0 && this.framesSeen == 0;
            if (!first && !permits.ask(redials() > 0)) {
                return;
            }
            dial();
            this.patienceEndsAwake = awakeNanos + patience(limitNanos);
            this.attempts++;
        } else if (!silent && awakeNanos - this.patienceEndsAwake >= 0) {
            // The old one has recovered by itself.
            this.candidate = stopped(this.candidate);
        }
    }

    /** Closes every connection to it; the next tick dials again. */
    void stop() {
        this.current = stopped(this.current);
        this.candidate = stopped(this.candidate);
        this.framesSeen = 0;
        this.attempts = 0;
    }

    Address address() {
        return this.address;
    }

    /** How many redials have brought nothing, the present one included; 0 if there is none. */
    int redialsUnderWay(long awakeNanos) {
        return (awakeNanos - this.patienceEndsAwake < 0) ? redials() : 0;
    }

    private int redials() {
        return (this.framesSeen > 0) ? this.attempts : Math.max(0, this.attempts - 1);
    }

    /**
     * Since when another dial would be due, monotonic time that stands still while this node does.
     */
    long patienceEndsAwake() {
        return this.patienceEndsAwake;
    }

    /** Whether a peer's reports come from it. */
    boolean isHeard() {
        return this.found.isHeard();
    }

    /** Whether no peer's reports have come from it for as long, though it is dialled. */
    boolean isMissing(long nanos) {
        return this.ticked
                && !this.own
                && !isHeard()
                && this.found.atAwake() - this.bornAtAwake >= nanos;
    }

    /** Whether it leads back to this node. */
    boolean isOwn() {
        return this.own;
    }

    /** Its state. Any thread may call this. */
    GossipStatus.LinkStatus status() {
        Connection first = this.current;
        Connection second = this.candidate;
        Finding known = this.found.finding();
        return new GossipStatus.LinkStatus(
                this.name,
                this.text,
                known.state(),
                this.found.forNanos(),
                known.nodeId(),
                known.boot(),
                known.mesh(),
                ((first != null) ? 1 : 0) + ((second != null) ? 1 : 0),
                this.mutual);
    }

    /** A peer that says that it reports rarely may be silent for longer, up to twice as long. */
    private long patienceWithReports(long silenceLimitNanos) {
        Connection connection = this.current;
        long statedNanos = (connection != null) ? connection.periodNanos() : 0;
        return Math.max(silenceLimitNanos, Math.min(2 * statedNanos, 2 * silenceLimitNanos));
    }

    private boolean recheckOwn(long awakeNanos) {
        if (this.bound || awakeNanos - this.ownSinceAwake < OWN_RECHECK_NANOS) {
            return false;
        }
        this.own = false;
        return true;
    }

    private void dropEnded() {
        Connection second = this.candidate;
        if (second != null && second.hasEnded()) {
            this.candidate = null;
        }
        Connection first = this.current;
        if (first != null && first.hasEnded()) {
            this.current = null;
            this.framesSeen = 0;
        }
    }

    private void promoteCandidate() {
        Connection second = this.candidate;
        if (second != null && (second.frames() > 0 || this.current == null)) {
            stopped(this.current);
            this.current = second;
            this.candidate = null;
            this.framesSeen = 0;
        }
    }

    /** A connection that has delivered may do so again and stays; one that never has gives way. */
    private void dial() {
        boolean probing = this.attempts >= ATTEMPTS_TO_PROBE;
        if (this.framesSeen > 0) {
            if (!isHeard()) {
                this.found.conclude(this.candidate);
            }
            stopped(this.candidate);
            this.candidate = this.dialler.dial(this.address, probing);
        } else {
            this.found.conclude(this.current);
            stopped(this.current);
            this.current = this.dialler.dial(this.address, probing);
        }
    }

    private long patience(long silenceLimitNanos) {
        long doubled = silenceLimitNanos << Math.min(this.attempts, MAX_BACKOFF_DOUBLINGS);
        return (long) (doubled * (1 + JITTER * (2 * this.random.nextDouble() - 1)));
    }

    private static boolean heardSelf(@Nullable Connection connection) {
        return connection != null && connection.heardSelf();
    }

    private static @Nullable Connection stopped(@Nullable Connection connection) {
        if (connection != null) {
            connection.stop();
        }
        return null;
    }
}
