package org.chorusmesh.beat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a node is settled. */
class SettlingTests {

    private static final long TTL = 1000;

    private final Settling settling = new Settling();

    private boolean look(boolean majority, boolean alone, long at) {
        this.settling.look(majority, alone, at, TTL);
        return this.settling.isSettled();
    }

    @Test
    void whoIsInStepWithMostStaysSettledForTwoTtlWithoutThem() {
        assertThat(look(false, false, 5000)).isFalse();
        assertThat(look(true, false, 5100)).isTrue();
        assertThat(look(false, false, 5100 + 2 * TTL - 1)).isTrue();
        assertThat(look(false, false, 5100 + 2 * TTL)).isFalse();
    }

    @Test
    void whoHasBeenAloneUnsettlesAtOnceInCompany() {
        assertThat(look(true, true, 0)).isTrue();
        assertThat(look(false, false, 50)).isFalse();
        assertThat(look(true, false, TTL)).isTrue();
    }

    @Test
    void aBlipInWhichNoPeerHasWeightUnsettlesNone() {
        assertThat(look(true, false, 5000)).isTrue();
        assertThat(look(true, true, 5300)).isTrue();
        assertThat(look(false, false, 5600)).isTrue();
    }

    @Test
    void whoWasLeftAloneForTwoTtlUnsettlesInCompany() {
        assertThat(look(true, false, 5000)).isTrue();
        assertThat(look(true, true, 5100)).isTrue();
        assertThat(look(true, true, 5000 + 2 * TTL)).isTrue();
        assertThat(look(false, false, 5050 + 2 * TTL)).isFalse();
    }

    @Test
    void whoJoinsIsNotSettled() {
        look(true, false, 5000);
        this.settling.unsettle();
        assertThat(this.settling.isSettled()).isFalse();
        assertThat(look(false, false, 5001)).isFalse();
    }
}
