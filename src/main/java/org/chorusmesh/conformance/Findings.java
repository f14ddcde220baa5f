package org.chorusmesh.conformance;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What has been found of each rule. */
final class Findings {

    /** How a rule came out. */
    enum Result {
        PASS,
        FAIL,
        NOT_SEEN
    }

    /**
     * One rule's.
     *
     * @param judged how often it could be judged
     * @param broken how often it was broken
     * @param note the first fault, or why nothing was to be seen; may be empty
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
     * Judges a rule once.
     *
     * @param fault says what was wrong; asked at the first fault only
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

    /** Says why a rule cannot be judged. */
    void cannotSee(Rule rule, String why) {
        Finding before = of(rule);
        if (before.judged() == 0) {
            this.findings.put(rule, new Finding(0, 0, why));
        }
    }

    Finding of(Rule rule) {
        return this.findings.getOrDefault(rule, Finding.NONE);
    }

    /** Whether any rule was broken. */
    boolean anyBroken() {
        return this.findings.values().stream().anyMatch((finding) -> finding.broken() > 0);
    }
}
