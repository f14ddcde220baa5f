package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests for {@link Stall}. */
class StallTests {

    private static final StepStatistics STEPS = new StepStatistics(1, 0, 0, 1, 1, 1, 1);

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aPauseIsNoStall() {
        assertThat(Stall.of(running(2 * SECOND), Settings.defaults())).isFalse();
        assertThat(Stall.of(running(2 * SECOND + 1), Settings.defaults())).isTrue();
    }

    @Test
    void longStepsHaveLongPauses() {
        Settings slow =
                Settings.defaults()
                        .with(Setting.COUPLING, 1)
                        .with(Setting.STEP, SECOND)
                        .with(Setting.GOSSIP_PERIOD, SECOND)
                        .with(Setting.TTL, 10 * SECOND);
        assertThat(Stall.of(running(5 * SECOND), slow)).isFalse();
        assertThat(Stall.of(running(5 * SECOND + 1), slow)).isTrue();
    }

    @Test
    void aFailedStepIsAStall() {
        assertThat(
                        Stall.of(
                                new IntegratorStatus(
                                        IntegratorStatus.Phase.RUNNING, 0, "why", STEPS),
                                Settings.defaults()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = IntegratorStatus.Phase.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = "RUNNING")
    void anIntegratorThatDoesNotRunStalls(IntegratorStatus.Phase phase) {
        assertThat(Stall.of(new IntegratorStatus(phase, 0, null, STEPS), Settings.defaults()))
                .isTrue();
    }

    private static IntegratorStatus running(long idleNanos) {
        return new IntegratorStatus(IntegratorStatus.Phase.RUNNING, idleNanos, null, STEPS);
    }
}
