package org.chorusmesh.service;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.Members;
import org.chorusmesh.settings.Settings;

/** The rules that {@code chorus.turns} and {@code chorus.members} must keep. */
final class BeatRules {

    private static final double MAX_GUARD_BEATS = 1000;

    private static final Duration MAX_HOLD = Duration.ofNanos(MemberRules.MAX_HOLD_NANOS);

    private static final String EXPECTED = "chorus.members.expected";

    private final ChorusProperties properties;

    BeatRules(ChorusProperties properties) {
        this.properties = properties;
    }

    /** Adds every rule that is broken. */
    void check(List<ChorusPropertiesRules.Violation> violations) {
        double guard = this.properties.turns().guard();
        if (!(guard >= 0 && guard <= MAX_GUARD_BEATS)) {
            violations.add(violation("chorus.turns.guard", "must be between 0 and 1000 beats"));
        }
        Duration hold = this.properties.turns().hold();
        if (hold.isNegative() || hold.compareTo(MAX_HOLD) > 0) {
            violations.add(violation("chorus.turns.hold", "must be between 0s and 1d"));
        }
        int expected = this.properties.members().expected();
        if (expected < 0 || expected > Members.MAX_IDS) {
            violations.add(violation(EXPECTED, "must be between 0 and " + Members.MAX_IDS));
        } else if (expected > greatestMajorityMesh(this.properties.settings())) {
            violations.add(
                    new ChorusPropertiesRules.Violation(
                            EXPECTED,
                            ("must be at most %d with a chorus.ttl of %s and a chorus.gossip.period of"
                                            + " %s: a report passes on news of %d members, and the"
                                            + " guard requires news of each within one TTL")
                                    .formatted(
                                            greatestMajorityMesh(this.properties.settings()),
                                            this.properties.ttl(),
                                            this.properties.gossip().period(),
                                            BeatReport.MAX_MEMBERS_A_PERIOD),
                            Set.of("chorus.ttl", "chorus.gossip.period")));
        }
    }

    /**
     * The greatest mesh in which the news of every member is younger than one TTL. A node passes on
     * the news of each member once in ⌈members / 16⌉ periods; the rest of the TTL, three eighths,
     * is for lost reports.
     */
    private static long greatestMajorityMesh(Settings settings) {
        long rounds = settings.ttlNanos() / 8 * 5 / Math.max(1, settings.gossipPeriodNanos());
        return rounds * BeatReport.MAX_MEMBERS_A_PERIOD;
    }

    private static ChorusPropertiesRules.Violation violation(String property, String reason) {
        return new ChorusPropertiesRules.Violation(property, reason, Set.of());
    }
}
