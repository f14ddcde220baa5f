package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberRulesTests {

    private static List<String> faults(long holdNanos, int expected, int radius) {
        List<String> faults = new ArrayList<>();
        new MemberRules(holdNanos, expected, radius).check(faults);
        return faults;
    }

    @Test
    void rulesWithinTheirBoundsHaveNoFault() {
        assertThat(faults(0, 0, 2)).isEmpty();
        assertThat(faults(MemberRules.MAX_HOLD_NANOS, 16_384, 255)).isEmpty();
    }

    @Test
    void everyFaultIsNamed() {
        String[] all = {
            "hold must be 0 to 24 hours", "expected must be 0 to 16384", "radius must be 1 to 255"
        };
        assertThat(faults(-1, -1, 0)).containsExactly(all);
        assertThat(faults(MemberRules.MAX_HOLD_NANOS + 1, 16_385, 256)).containsExactly(all);
    }

    @Test
    void moreThanHalfOfThoseExpectedAreAMajority() {
        MemberRules four = new MemberRules(0, 4, 2);
        assertThat(four.isMajority(2)).isFalse();
        assertThat(four.isMajority(3)).isTrue();
        MemberRules five = new MemberRules(0, 5, 2);
        assertThat(five.isMajority(2)).isFalse();
        assertThat(five.isMajority(3)).isTrue();
    }

    @Test
    void withoutAnExpectedNumberOneAloneIsAMajority() {
        assertThat(MemberRules.DEFAULT.isMajority(1)).isTrue();
    }
}
