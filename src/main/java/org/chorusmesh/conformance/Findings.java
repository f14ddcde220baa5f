package org.chorusmesh.conformance;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** The result of each rule. */
final class Findings {

    /** The result of a rule. */
    enum Result {
        PASS,
        FAIL,
        NOT_SEEN
    }

    /**
     * The finding for one rule.
     *
     * @param judged how often the rule was checked
     * @param broken how often it was broken
     * @param note the first fault, or why the rule could not be checked; may be empty
     */
    record Finding(long judged, long broken, String note) {

        private static final Finding NONE = new Finding(0, 0, "");

        Result result() {
            if (this.judged == 0) {
                return Result.NOT_SEEN;
            }
            return (this.broken > 0) ? Result.FAIL : Result.PASS;
        }
    }

    private final Map<Rule, Finding> findings = new EnumMap<>(Rule.class);

    /**
     * Records one check of a rule.
     *
     * @param holds whether the rule holds
     * @param fault describes the fault; called for the first fault only
     * @return whether it holds
     */
    boolean judge(Rule rule, boolean holds, Supplier<String> fault) {
        Finding before = of(rule);
        boolean first = !holds && before.broken() == 0;
        this.findings.put(
                rule,
                new Finding(
                        before.judged() + 1,
                        before.broken() + (holds ? 0 : 1),
                        first ? fault.get() : before.note()));
        return holds;
    }

    /** Records why a rule cannot be checked, unless it was checked before. */
    void cannotSee(Rule rule, String why) {
        Finding before = of(rule);
        if (before.judged() == 0) {
            this.findings.put(rule, new Finding(0, 0, why));
        }
    }

    Finding of(Rule rule) {
        return this.findings.getOrDefault(rule, Finding.NONE);
    }

    /** Whether a rule was broken. */
    boolean anyBroken() {
        return this.findings.values().stream().anyMatch((finding) -> finding.broken() > 0);
    }
}
