package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FadeTests {

    @Test
    void isWholeUpToOneAndAHalfScalesAndGoneAtTwoAndAHalf() {
        assertThat(Fade.weight(0, 100)).isEqualTo(1);
        assertThat(Fade.weight(150, 100)).isEqualTo(1);
        assertThat(Fade.weight(175, 100)).isCloseTo(0.75, within(1e-12));
        assertThat(Fade.weight(200, 100)).isCloseTo(0.5, within(1e-12));
        assertThat(Fade.weight(250, 100)).isZero();
        assertThat(Fade.weight(Long.MAX_VALUE, 100)).isZero();
    }
}
