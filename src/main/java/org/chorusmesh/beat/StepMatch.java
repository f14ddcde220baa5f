package org.chorusmesh.beat;

/**
 * Whether one peer is in step with this node. It is once, for one TTL of waking time without a
 * break, it has had weight, has been ahead by the same number of beats, has been <em>beside</em>
 * this node (within an eighth of a turn of a whole number), and has moved against it by less than a
 * thirty-second of a turn. So a peer that drifts by more than 1/(32·TTL) Hz is never in step.
 */
final class StepMatch {

    /** A whole number of beats means something only below this remainder, in turns. */
    static final double BESIDE = 1.0 / 8;

    /** How far a peer in step moves within one TTL, in turns. */
    static final double DRIFT = 1.0 / 32;

    private boolean beside;
    private boolean inStep;
    private long ahead;
    private double anchor;
    private long sinceNanos;

    /**
     * Looks sixteen times a TTL, or once a gossip period where that is longer.
     *
     * @param lead by how much the peer is ahead
     * @param leapt by how many beats this node itself has leapt in all, which breaks nothing
     * @param wakingNanos this node's waking time
     * @param ttlNanos the TTL
     */
    void look(Lead lead, long leapt, long wakingNanos, long ttlNanos) {
        if (Math.abs(lead.remainder()) >= BESIDE) {
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
            // The next TTL is judged from where the peer is by now.
            begin(lead, constant, wakingNanos);
        }
    }

    private void begin(Lead lead, long constant, long wakingNanos) {
        this.beside = true;
        this.ahead = constant;
        this.anchor = lead.remainder();
        this.sinceNanos = wakingNanos;
    }

    /** The peer has no weight, turns the other way, is too far away, or is not beside. */
    void lose() {
        this.beside = false;
        this.inStep = false;
    }

    /** Whether the peer was within an eighth of a turn of a whole number at the last look. */
    boolean isBeside() {
        return this.beside;
    }

    /** As the last look left it. */
    boolean isInStep() {
        return this.inStep;
    }
}
