package org.chorusmesh.schedule.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class TestChorusTests {

    @Test
    void aJobThatWaitsForTimeToPassFailsInsteadOfHanging() {
        TestChorus chorus = new TestChorus(1_000_000L);
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                chorus.run(
                                        () -> {
                                            while (chorus.nanoTime() < 1) {
                                                Thread.onSpinWait();
                                            }
                                        }))
                .withMessageContaining("stands still");
        assertThat(chorus.nanoTime()).isZero();
    }
}
