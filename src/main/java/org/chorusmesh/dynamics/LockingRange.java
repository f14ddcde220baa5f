package org.chorusmesh.dynamics;

/**
 * How far apart two natural frequencies of a full mesh may be. The sines pull two of N oscillators
 * towards each other by at most (2K/N)·max over x of (sin 2x + (N − 2)·sin x), wherever the others
 * are (Chopra and Spong, 2009). This is K for a pair and comes near 2K for many. Two oscillators
 * further apart cannot lock; two within the range may still fail to.
 */
public final class LockingRange {

    private LockingRange() {}

    /**
     * The greatest difference of two natural frequencies that can lock, rad/s.
     *
     * @param coupling K, rad/s, ≥ 0
     * @param oscillators N; fewer than 2 are taken for 2
     */
    public static double of(double coupling, double oscillators) {
        double others = Math.max(0, oscillators - 2);
        // Where the derivative 2·cos 2x + (N − 2)·cos x is 0.
        double cosine = (Math.sqrt(others * others + 32) - others) / 8;
        double x = StrictMath.acos(cosine);
        double pull = StrictMath.sin(2 * x) + others * StrictMath.sin(x);
        return 2 * coupling * pull / (others + 2);
    }
}
