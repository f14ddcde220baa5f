package org.chorusmesh.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The table that a measured run prints. */
final class Figures {

    private final List<String> rows = new ArrayList<>();

    void add(String measure, String target, String format, Object... values) {
        String row =
                "| "
                        + measure
                        + " | "
                        + target
                        + " | "
                        + String.format(Locale.ROOT, format, values)
                        + " |";
        this.rows.add(row);
        System.out.println(row);
    }

    /** A row of the median, the 99th percentile and the greatest of some times, in microseconds. */
    void addTimes(String measure, String target, List<Long> nanos) {
        if (nanos.isEmpty()) {
            add(measure, target, "none");
            return;
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        add(
                measure,
                target,
                "p50 %.1f µs, p99 %.1f µs, greatest %.1f µs",
                quantile(sorted, 0.5) / 1e3,
                quantile(sorted, 0.99) / 1e3,
                sorted[sorted.length - 1] / 1e3);
    }

    private static long quantile(long[] sorted, double q) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    }

    void print() {
        System.out.println();
        System.out.println("| measure | to reach | seen |");
        System.out.println("|---|---|---|");
        this.rows.forEach(System.out::println);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
