package org.chorusmesh.causality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests for {@link Boot}. */
class BootTests {

    private static final Boot BOOT = new Boot(5, -7);

    @Test
    void isEqualToWhatHasTheSameIncarnationAndBits() {
        assertThat(BOOT).isEqualTo(new Boot(5, -7)).hasSameHashCodeAs(new Boot(5, -7));
        assertThat(BOOT)
                .isNotEqualTo(new Boot(6, -7))
                .isNotEqualTo(new Boot(5, 7))
                .isNotEqualTo(null)
                .isNotEqualTo("boot");
    }

    @Test
    void isOrderedByIncarnationThenByUnsignedBits() {
        assertThat(BOOT)
                .isEqualByComparingTo(new Boot(5, -7))
                .isLessThan(new Boot(6, 0))
                .isLessThan(new Boot(5, -1))
                .isGreaterThan(new Boot(5, Long.MAX_VALUE))
                .isGreaterThan(new Boot(4, -1));
    }

    @Test
    void showsItsBitsInSixteenHexadecimalDigits() {
        assertThat(new Boot(1, 255).toHex()).isEqualTo("00000000000000ff");
        assertThat(new Boot(1, -1).toHex()).isEqualTo("ffffffffffffffff");
    }
}
