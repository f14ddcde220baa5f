package org.chorusmesh.dynamics;

/**
 * The frequency at which some oscillators turn once they are locked: the weighted mean of their
 * natural frequencies, Ω = Σ w·ω / Σ w (Kuramoto, 1975: the sines of a full mesh without lag cancel
 * each other), and what the lag takes off where all are about in phase, K·Σw/(1 + Σw)·sin α
 * (Sakaguchi and Kuramoto, 1986). It depends on no phase, so that a computation with it causes no
 * feedback.
 *
 * <p>An accumulator, cleared and filled for each step.
 */
public final class CommonFrequency {

    private double totalWeight;
    private double weighted;

    /** Empties it. */
    public void clear() {
        this.totalWeight = 0;
        this.weighted = 0;
    }

    /**
     * Adds one peer.
     *
     * @param weight w, 0 … 1
     * @param naturalFrequency its ω, rad/s
     */
    public void add(double weight, double naturalFrequency) {
        this.totalWeight += weight;
        this.weighted += weight * naturalFrequency;
    }

    /**
     * Ω as one oscillator sees it, itself with weight 1. An oscillator cannot lock to a frequency
     * further off than K, so Ω stays within K of its own. A peer that states nonsense cannot move
     * it further.
     *
     * @param naturalFrequency the oscillator's own ω, rad/s
     * @param coupling K, rad/s, ≥ 0
     * @param phaseLag α, radians
     */
    public double seenFrom(double naturalFrequency, double coupling, double phaseLag) {
        double pull = coupling * this.totalWeight * StrictMath.sin(phaseLag);
        double locked = (naturalFrequency + this.weighted - pull) / (1 + this.totalWeight);
        return Math.max(naturalFrequency - coupling, Math.min(locked, naturalFrequency + coupling));
    }
}
