package org.chorusmesh.simulation.study;

import java.util.List;
import java.util.Locale;

/** The table of the study, as Markdown. */
final class StudyTable {

    static final String HEADER =
            "| N | loss | r | ± | exact | against exact | against no loss | settled (s) | r, held |"
                    + " CPU (s) |";

    private StudyTable() {}

    static String of(List<StudyCase> cases) {
        StringBuilder table = new StringBuilder(HEADER);
        table.append("\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        double lossless = Double.NaN;
        for (StudyCase c : cases) {
            if (!c.without().isEmpty()) {
                continue;
            }
            if (c.loss() == 0) {
                lossless = c.r();
            }
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| %d | %.0f %% | %.4f | %.4f | %.4f | %s | %s | %s | %s | %.1f |%n",
                            c.nodes(),
                            100 * c.loss(),
                            c.r(),
                            c.deviation(),
                            c.exactR(),
                            percent(c.r() / c.exactR() - 1),
                            percent(c.r() / lossless - 1),
                            number(c.settleSeconds()),
                            held(cases, c),
                            c.cpuSeconds()));
        }
        return table.toString();
    }

    /** Formats a number, or a dash for NaN. */
    static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "–";
    }

    private static String percent(double value) {
        // Rounded here, since the format would write a minus before a value that it rounds to zero.
        return String.format(Locale.ROOT, "%+.2f %%", Math.rint(1e4 * value) / 100 + 0.0);
    }

    private static String held(List<StudyCase> cases, StudyCase like) {
        return cases.stream()
                .filter(
                        (c) ->
                                c.nodes() == like.nodes()
                                        && c.loss() == like.loss()
                                        && !c.without().isEmpty())
                .map((c) -> String.format(Locale.ROOT, "%.4f", c.r()))
                .findFirst()
                .orElse("");
    }
}
