package org.chorusmesh.dynamics;

/**
 * How far n oscillators are in step: r·e^{iΨ} = (1/n) Σ e^{iθ} (Kuramoto, 1975).
 *
 * @param r length of the mean vector, 0 … 1; for n = 1 it is 1 by arithmetic and says nothing, see
 *     {@link #isDefined()}
 * @param meanPhase Ψ, radians in [0, 2π)
 * @param n how many oscillators, this node included
 */
public record OrderParameter(double r, double meanPhase, int n) {

    /** Whether r says anything: a lone oscillator has no order parameter. */
    public boolean isDefined() {
        return this.n > 1;
    }

    /**
     * The probability that n independent random phases show at least this r. For n = 2 exact;
     * above, the Rayleigh test's approximation (Greenwood and Durand, 1955; Zar, 1999, eq. 27.4). 1
     * for a lone node.
     */
    public double significance() {
        if (this.n < 2) {
            return 1;
        }
        double length = Math.min(1, this.r);
        if (this.n == 2) {
            return 2 / Math.PI * Math.acos(length);
        }
        double total = this.n * length;
        double exponent =
                Math.sqrt(1 + 4.0 * this.n + 4 * ((double) this.n * this.n - total * total))
                        - (1 + 2.0 * this.n);
        return Math.min(1, Math.exp(exponent));
    }
}
