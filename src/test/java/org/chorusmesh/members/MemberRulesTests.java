package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberRulesTests {

    private static List<String> faults(long holdNanos, int expected, int degree, int radius) {
        List<String> faults = new ArrayList<>();
        new MemberRules(holdNanos, expected, degree, radius).check(faults);
        return faults;
    }

    @Test
    void rulesWithinTheirBoundsHaveNoFault() {
        assertThat(faults(0, 0, 0, 0)).isEmpty();
        assertThat(faults(MemberRules.MAX_HOLD_NANOS, 16_384, 64, 255)).isEmpty();
    }

    @Test
    void everyFaultIsNamed() {
        String[] all = {
            "hold must be 0 to 24 hours",
            "expected must be 0 to 16384",
            "degree must be 0, or an even number from 4 to 64",
            "radius must be 0 to 255"
        };
        assertThat(faults(-1, -1, -4, -1)).containsExactly(all);
        assertThat(faults(MemberRules.MAX_HOLD_NANOS + 1, 16_385, 17, 256)).containsExactly(all);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 2",
        "0, 10000, 2",
        "16, 1, 2",
        "16, 17, 2",
        "16, 18, 3",
        "16, 225, 3",
        "16, 226, 4",
        "16, 3375, 4",
        "16, 3376, 5",
        "4, 5, 2",
        "4, 6, 3",
        "4, 16384, 10",
        "64, 65, 2",
        "64, 66, 3"
    })
    void theRadiusGrowsWithTheDiameterOfTheOverlay(int degree, int members, int radius) {
        assertThat(new MemberRules(0, 0, degree).radius(members)).isEqualTo(radius);
        assertThat(new MemberRules(0, 0, degree, 7).radius(members)).isEqualTo(7);
    }

    @Test
    void moreThanHalfOfThoseExpectedAreAMajority() {
        MemberRules four = new MemberRules(0, 4, 0);
        assertThat(four.isMajority(2)).isFalse();
        assertThat(four.isMajority(3)).isTrue();
        MemberRules five = new MemberRules(0, 5, 0);
        assertThat(five.isMajority(2)).isFalse();
        assertThat(five.isMajority(3)).isTrue();
    }

    @Test
    void withoutAnExpectedNumberOneAloneIsAMajority() {
        assertThat(MemberRules.DEFAULT.isMajority(1)).isTrue();
    }
}
