package org.chorusmesh.conformance;

import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.peers.Report;

/**
 * Compares the order that the member states with the one to which it must come. With one peer of
 * full weight that keeps to z_j, z ← 0.98·(z + z_j)/2 + 0.02·e^{iθ} comes to (0.49·z_j +
 * 0.02·e^{iθ})/0.51, by half the distance with each report.
 */
final class OrderWatch {

    private static final double OWN_SHARE = 0.02;

    private static final double KEPT = (1 - OWN_SHARE) / 2;

    /** A member turns what it hears at the mean of the two rates, which are apart by the pull. */
    private static final double TOLERANCE = 0.1;

    private double distances;
    private double lengths;
    private int samples;

    /** Discards all reports. */
    void clear() {
        this.distances = 0;
        this.lengths = 0;
        this.samples = 0;
    }

    /**
     * Adds one report. One that states no order is left out.
     *
     * @param partnerOrder what the partner states as the order, at the report's stamp
     */
    void add(Report report, ComplexOrder partnerOrder) {
        ComplexOrder stated = report.order();
        if (stated == null) {
            return;
        }
        ComplexOrder own = ComplexOrder.of(report.phase());
        double real = (KEPT * partnerOrder.real() + OWN_SHARE * own.real()) / (1 - KEPT);
        double imaginary =
                (KEPT * partnerOrder.imaginary() + OWN_SHARE * own.imaginary()) / (1 - KEPT);
        this.distances += Math.hypot(stated.real() - real, stated.imaginary() - imaginary);
        this.lengths += stated.r();
        this.samples++;
    }

    /** Records whether the orders that were added are right. */
    void judge(Findings findings) {
        if (this.samples == 0) {
            findings.cannotSee(Rule.ORDER, "the member states no order");
            return;
        }
        double distance = this.distances / this.samples;
        findings.judge(
                Rule.ORDER,
                distance <= TOLERANCE,
                () ->
                        "%.3f from where it must be, and %.3f long"
                                .formatted(distance, this.lengths / this.samples));
    }
}
