package org.chorusmesh.dynamics;

/**
 * An estimate of the order parameter of all oscillators of a mesh, of which each hears only some.
 * Each node repeats
 *
 * <pre>z ← (1 − α)·(mean of z + a·mean of Δe^{iθ}) + α·e^{iθ}</pre>
 *
 * The means go over itself and those that it hears. The mean spreads (DeGroot, 1974), and the leak
 * α keeps it at what the oscillators show now (Friedkin and Johnsen, 1990). On a graph of constant
 * degree the mean of all estimates is the order parameter itself.
 *
 * <p>The leak alone follows a change within about 1/α repetitions. So each node adds by how much
 * the phases that it hears have moved since its last repetition, in the frame in which the mesh
 * turns: dynamic average consensus (Zhu and Martínez, 2010). The estimates heard are a repetitions
 * old in the mean, and lack as much of the change. What a drifter adds it takes back in its next
 * turn.
 *
 * <p>An accumulator, cleared and filled for each repetition.
 */
public final class LeakyConsensus {

    /** α: the share of the oscillator's own phase. */
    private static final double LEAK = 0.02;

    /** More than this many repetitions are old news, of which only the leak makes up the rest. */
    private static final double MOST_AGE = 8;

    private double real;
    private double imaginary;
    private double totalWeight;
    private double totalAge;
    private double realChange;
    private double imaginaryChange;

    /** Empties it. */
    public void clear() {
        this.real = 0;
        this.imaginary = 0;
        this.totalWeight = 0;
        this.totalAge = 0;
        this.realChange = 0;
        this.imaginaryChange = 0;
    }

    /**
     * Adds one estimate.
     *
     * @param weight its weight, 0 … 1
     * @param estimate the estimate at an earlier instant
     * @param angle by how much the mesh has turned since, radians
     * @param age how long ago that was, in repetitions; 0 before the second one
     */
    public void add(double weight, ComplexOrder estimate, double angle, double age) {
        ComplexOrder now = estimate.turned(angle);
        this.real += weight * now.real();
        this.imaginary += weight * now.imaginary();
        this.totalWeight += weight;
        this.totalAge += weight * age;
    }

    /**
     * Adds by how much one oscillator has moved since the last repetition.
     *
     * @param weight its weight, 0 … 1
     * @param before its phase at the last repetition, turned with the mesh since, radians
     * @param now its phase, radians
     */
    public void move(double weight, double before, double now) {
        this.realChange += weight * (StrictMath.cos(now) - StrictMath.cos(before));
        this.imaginaryChange += weight * (StrictMath.sin(now) - StrictMath.sin(before));
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
        double age = Math.min(MOST_AGE, this.totalAge / this.totalWeight);
        return new ComplexOrder(
                        kept * (this.real + age * this.realChange) + LEAK * own.real(),
                        kept * (this.imaginary + age * this.imaginaryChange)
                                + LEAK * own.imaginary())
                .bounded();
    }
}
