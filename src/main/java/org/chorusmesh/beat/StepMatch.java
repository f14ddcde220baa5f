package org.chorusmesh.beat;

/**
 * Decides whether one peer is in step with this node. It is in step once all of this has held for
 * one TTL of waking time without a break: it has weight, it is ahead by the same number of beats,
 * it is <em>beside</em> this node (within an eighth of a turn of a whole number), and it has moved
 * relative to this node by less than a thirty-second of a turn. So a peer that drifts by more than
 * 1/(32·TTL) Hz is never in step.
 */
final class StepMatch {

    /** The greatest movement of a peer in step within one TTL, in turns. */
    static final double DRIFT = 1.0 / 32;

    private boolean beside;
    private boolean inStep;
    private long ahead;
    private double anchor;
    private long sinceNanos;

    /**
     * Updates the state. Called sixteen times a TTL, or once a gossip period if that is longer.
     *
     * @param lead by how much the peer is ahead
     * @param leapt sum of the jumps of this node's number, which do not break a match
     * @param wakingNanos this node's waking time
     * @param ttlNanos the TTL
     */
    void look(Lead lead, long leapt, long wakingNanos, long ttlNanos) {
        if (!lead.isBeside()) {
            lose();
            return;
        }
        long constant = lead.beats() + leapt;
        if (!this.beside
                || constant != this.ahead
                || Math.abs(lead.remainder() - this.anchor) >= DRIFT) {
            this.inStep = false;
            begin(lead, constant, wakingNanos);
        } else if (wakingNanos - this.sinceNanos >= ttlNanos) {
            this.inStep = true;
            // The next TTL is checked from the present position of the peer.
            begin(lead, constant, wakingNanos);
        }
    }

    private void begin(Lead lead, long constant, long wakingNanos) {
        this.beside = true;
        this.ahead = constant;
        this.anchor = lead.remainder();
        this.sinceNanos = wakingNanos;
    }

    /**
     * Ends the match: the peer has no weight, turns the other way, has too long a round trip, or is
     * not beside this node.
     */
    void lose() {
        this.beside = false;
        this.inStep = false;
    }

    /** Whether the peer was within an eighth of a turn of a whole number at the last look. */
    boolean isBeside() {
        return this.beside;
    }

    /** Whether the peer was in step at the last look. */
    boolean isInStep() {
        return this.inStep;
    }
}
