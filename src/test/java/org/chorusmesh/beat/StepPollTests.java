package org.chorusmesh.beat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepPollTests {

    private static final double HERTZ = 2 * Math.PI;

    private static final long THIRTY_DAYS = 30 * 86_400;

    private final StepPoll poll = new StepPoll();

    @Test
    void theGreatestNumberWins() {
        this.poll.addInStep(-4);
        this.poll.addInStep(2);
        this.poll.addInStep(1);
        assertThat(this.poll.lead(HERTZ)).isEqualTo(2);
    }

    @Test
    void noNodeFollowsOneThatIsFarAhead() {
        this.poll.addInStep(THIRTY_DAYS + 1);
        this.poll.addInStep(5);
        this.poll.addInStep(0);
        assertThat(this.poll.lead(HERTZ)).isEqualTo(5);
        assertThat(this.poll.disputed(HERTZ)).isOne();
    }

    @Test
    void whoIsFarBehindMostFollowsThem() {
        for (int i = 0; i < 2; i++) {
            this.poll.addInStep(THIRTY_DAYS + 1);
        }
        assertThat(this.poll.lead(HERTZ)).isEqualTo(THIRTY_DAYS + 1);
        assertThat(this.poll.disputed(HERTZ)).isZero();
        this.poll.addInStep(0);
        assertThat(this.poll.lead(HERTZ)).isZero();
        assertThat(this.poll.disputed(HERTZ)).isEqualTo(2);
    }

    @Test
    void twoAloneCannotSettleIt() {
        this.poll.addInStep(THIRTY_DAYS + 1);
        assertThat(this.poll.lead(HERTZ)).isZero();
        assertThat(this.poll.disputed(HERTZ)).isOne();
    }

    @Test
    void atSlowBeatsAMillionIsNotFarAhead() {
        this.poll.addInStep(1 << 20);
        assertThat(this.poll.lead(HERTZ / 1000)).isEqualTo(1 << 20);
        this.poll.addInStep((1 << 20) + 1);
        assertThat(this.poll.disputed(HERTZ / 1000)).isOne();
    }

    @Test
    void mostAreBesideOnlyIfTheyAreMoreThanHalfAndOfItsNumber() {
        assertThat(this.poll.isBesideMost(0)).isTrue();
        this.poll.add(true);
        assertThat(this.poll.isBesideMost(0)).isFalse();
        this.poll.addBeside(0);
        assertThat(this.poll.isBesideMost(0)).isTrue();
        this.poll.addInStep(1);
        this.poll.addBeside(1);
        this.poll.add(true);
        assertThat(this.poll.isBesideMost(0)).isFalse();
        this.poll.clear();
        assertThat(this.poll.isBesideMost(0)).isTrue();
    }

    @Test
    void lostPeersDecideWhetherMostAreBesideOnlyWhileNoneHasWeight() {
        this.poll.addLost(true);
        assertThat(this.poll.isBesideMost(0)).isTrue();
        this.poll.addLost(false);
        assertThat(this.poll.isBesideMost(0)).isTrue();
        this.poll.addLost(false);
        assertThat(this.poll.isBesideMost(0)).isFalse();
        this.poll.add(true);
        this.poll.addBeside(0);
        assertThat(this.poll.isBesideMost(0)).isTrue();
        this.poll.clear();
        assertThat(this.poll.isBesideMost(0)).isTrue();
    }

    @Test
    void mostAreInStepOnlyIfTheyAreMoreThanHalf() {
        assertThat(this.poll.isMajorityOf(0)).isTrue();
        this.poll.add(true);
        assertThat(this.poll.isMajorityOf(0)).isFalse();
        this.poll.addInStep(0);
        assertThat(this.poll.isMajorityOf(0)).isTrue();
        this.poll.addInStep(1);
        assertThat(this.poll.isMajorityOf(0)).isFalse();
        assertThat(this.poll.counted()).isEqualTo(3);
        this.poll.clear();
        assertThat(this.poll.counted()).isZero();
        assertThat(this.poll.inStep()).isZero();
    }
}
