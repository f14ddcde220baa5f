package org.chorusmesh.benchmarks.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Values of one measure, and how often there was none where one had to come. */
public final class Samples {

    private final List<Double> values = new ArrayList<>();
    private int missing;

    /** Adds a value. */
    public void add(double value) {
        this.values.add(value);
    }

    /** Counts one that did not come in time; it is greater than every value. */
    public void miss() {
        this.missing++;
    }

    /** How many there are, missing ones included. */
    public int size() {
        return this.values.size() + this.missing;
    }

    /** How many are missing. */
    public int missing() {
        return this.missing;
    }

    /** Whether no value has come. */
    public boolean isEmpty() {
        return this.values.isEmpty();
    }

    /** The median; infinite if that one is missing. */
    public double median() {
        return quantile(0.5);
    }

    /**
     * The least value that is not below this share of all (nearest rank); infinite if that one is
     * missing.
     *
     * @param share 0 … 1
     */
    public double quantile(double share) {
        if (size() == 0) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(this.values);
        Collections.sort(sorted);
        int rank = Math.max(1, (int) Math.ceil(share * size()));
        return (rank <= sorted.size()) ? sorted.get(rank - 1) : Double.POSITIVE_INFINITY;
    }

    /** Median and 99th percentile, as {@code 1.20 / 1.95}; a dash if there is nothing. */
    public String medianAndTail(int digits) {
        return isEmpty() && this.missing == 0
                ? "—"
                : format(0.5, digits) + " / " + format(0.99, digits);
    }

    /** Median with the least and the greatest, as {@code 1.20 (1.10–1.95)}. */
    public String medianAndRange(int digits) {
        return isEmpty() && this.missing == 0
                ? "—"
                : format(0.5, digits) + " (" + format(0, digits) + "–" + format(1, digits) + ")";
    }

    private String format(double share, int digits) {
        double value = quantile(share);
        return Double.isInfinite(value)
                ? "never"
                : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
