package org.chorusmesh.dynamics;

/**
 * An estimate of the order parameter of all oscillators of a mesh, of which each hears only some.
 * Each node repeats
 *
 * <pre>z ← (1 − α)·mean(z of itself and of those that it hears) + α·e^{iθ}</pre>
 *
 * The mean spreads (DeGroot, 1974), and the leak α keeps it at what the oscillators show now
 * (Friedkin and Johnsen, 1990). On a graph of constant degree the mean of all estimates is the
 * order parameter itself. An estimate follows a change within about 1/α repetitions.
 *
 * <p>An accumulator, cleared and filled for each repetition.
 */
public final class LeakyConsensus {

    /** α: the share of the oscillator's own phase. */
    private static final double LEAK = 0.02;

    private double real;
    private double imaginary;
    private double totalWeight;

    /** Empties it. */
    public void clear() {
        this.real = 0;
        this.imaginary = 0;
        this.totalWeight = 0;
    }

    /**
     * Adds one estimate.
     *
     * @param weight its weight, 0 … 1
     * @param estimate the estimate at an earlier instant
     * @param angle by how much the mesh has turned since, radians
     */
    public void add(double weight, ComplexOrder estimate, double angle) {
        ComplexOrder now = estimate.turned(angle);
        this.real += weight * now.real();
        this.imaginary += weight * now.imaginary();
        this.totalWeight += weight;
    }

    /**
     * The next estimate. Without any estimate before, it is that of the oscillator alone.
     *
     * @param phase θ, radians
     */
    public ComplexOrder next(double phase) {
        ComplexOrder own = ComplexOrder.of(phase);
        if (this.totalWeight == 0) {
            return own;
        }
        double kept = (1 - LEAK) / this.totalWeight;
        return new ComplexOrder(
                kept * this.real + LEAK * own.real(),
                kept * this.imaginary + LEAK * own.imaginary());
    }
}
