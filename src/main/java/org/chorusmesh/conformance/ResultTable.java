package org.chorusmesh.conformance;

import java.io.PrintStream;
import java.util.Locale;

/** Prints the findings as a table with one line for each rule. */
final class ResultTable {

    private static final String LINE = "%-16s %-9s %6s  %s%n";

    private ResultTable() {}

    static void print(Findings findings, PrintStream out) {
        out.printf(Locale.ROOT, LINE, "rule", "result", "judged", "requirement (and observation)");
        int passed = 0;
        int failed = 0;
        int unseen = 0;
        for (Rule rule : Rule.values()) {
            Findings.Finding finding = findings.of(rule);
            String note = finding.note().isEmpty() ? "" : " (" + finding.note() + ")";
            String result =
                    switch (finding.result()) {
                        case PASS -> "pass";
                        case FAIL -> "FAIL " + finding.broken();
                        case NOT_SEEN -> "not seen";
                    };
            switch (finding.result()) {
                case PASS -> passed++;
                case FAIL -> failed++;
                case NOT_SEEN -> unseen++;
            }
            out.printf(
                    Locale.ROOT, LINE, rule.label(), result, finding.judged(), rule.text() + note);
        }
        out.printf(Locale.ROOT, "%d passed, %d failed, %d not seen%n", passed, failed, unseen);
    }
}
