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
