package org.chorusmesh.herd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link Load}, by a clock that only the test moves. */
class LoadTests {

    private static final long MILLI = 1_000_000L;

    private long nowNanos = 5;

    private final Load load = new Load(() -> this.nowNanos);

    @Test
    void thereIsNoneBeforeARequest() {
        Load.View view = this.load.view();
        assertThat(view.peak()).isZero();
        assertThat(view.requests()).isZero();
        assertThat(view.meanMillis()).isZero();
        assertThat(view.inProgress()).hasSize(Load.SLICES).containsOnly(0);
        assertThat(view.slowestMillis()).hasSize(Load.SLICES).containsOnlyNulls();
    }

    @Test
    void requestsThatOverlapAreInProgressTogether() {
        Long first = this.load.begin(9);
        pass(10);
        Long second = this.load.begin(9);
        pass(20);
        this.load.end(first);
        pass(30);
        this.load.end(second);
        Load.View view = this.load.view();
        assertThat(view.peak()).isEqualTo(2);
        assertThat(view.requests()).isEqualTo(2);
        assertThat(view.maxMillis()).isEqualTo(50);
        assertThat(view.meanMillis()).isEqualTo(40);
    }

    @Test
    void oneAfterTheOtherIsOneAtMost() {
        for (int i = 0; i < 50; i++) {
            Long began = this.load.begin(9);
            pass(7);
            this.load.end(began);
        }
        assertThat(this.load.view().peak()).isOne();
        assertThat(this.load.view().requests()).isEqualTo(50);
    }

    @Test
    void aRequestIsInProgressInEverySliceThatItLasts() {
        Long began = this.load.begin(9);
        pass(450);
        assertThat(last(5)).containsExactly(1, 1, 1, 1, 1);
        this.load.end(began);
        pass(200);
        assertThat(last(7)).containsExactly(1, 1, 1, 1, 1, 0, 0);
        assertThat(this.load.view().slowestMillis().subList(Load.SLICES - 3, Load.SLICES))
                .containsExactly(450.0, null, null);
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() {
        Long began = this.load.begin(9);
        pass(10);
        this.load.end(began);
        pass(59_000);
        assertThat(this.load.view().requests()).isOne();
        pass(1_500);
        assertThat(this.load.view().requests()).isZero();
        assertThat(this.load.view().peak()).isZero();
        pass(86_400_000);
        assertThat(this.load.view().inProgress()).containsOnly(0);
    }

    @Test
    void tooManyAreRefusedAndNotCounted() {
        assertThat(this.load.begin(2)).isNotNull();
        assertThat(this.load.begin(2)).isNotNull();
        assertThat(this.load.begin(2)).isNull();
        assertThat(this.load.view().peak()).isEqualTo(2);
    }

    private List<Integer> last(int slices) {
        return this.load.view().inProgress().subList(Load.SLICES - slices, Load.SLICES);
    }

    private void pass(long millis) {
        this.nowNanos += millis * MILLI;
    }
}
