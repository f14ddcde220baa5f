package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.StepState;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.Test;

/** Tests for {@link LookSchedule}. */
class LookScheduleTests {

    private static final long STEP_NANOS = 10_000_000L;

    private final LookSchedule looks = new LookSchedule();

    private final Node node =
            new Node(
                    TestNodes.configuration("me", Settings.defaults()), new SplittableRandom(1), 0);

    private long steps;

    @Test
    void looksTenTimesASecondWhereNothingChanges() {
        assertThat(looksIn(1)).as("the first").isOne();
        assertThat(looksIn(1000)).isEqualTo(100);
    }

    @Test
    void looksTwiceASecondWhileTheNodeIsCalm() {
        looksIn(1);
        int due = 0;
        for (int i = 0; i < 1000; i++) {
            due += isDue(calm(advance())) ? 1 : 0;
        }
        assertThat(due).isEqualTo(20);
    }

    @Test
    void looksAtOnceAfterACalmThatHasLasted() {
        looksIn(1);
        for (int i = 0; i < 20; i++) {
            assertThat(isDue(calm(advance()))).isFalse();
        }
        assertThat(step()).as("the first step of a node that is calm no longer").isTrue();
    }

    @Test
    void looksMoreOftenWhereTheTtlIsShort() {
        step(new Command.ChangeSettings(null, SettingsChange.of(Setting.TTL, 400_000_000L)));
        assertThat(looksIn(1000)).isBetween(300, 500);
        assertThat(isDue(calm(advance()))).isFalse();
        int due = 0;
        for (int i = 0; i < 1000; i++) {
            due += isDue(calm(advance())) ? 1 : 0;
        }
        assertThat(due).as("while it is calm").isEqualTo(100);
    }

    @Test
    void looksAtOnceAtWhatCouldPassBeforeTheNextLook() {
        looksIn(25);
        assertThat(step()).isFalse();
        assertThat(isDue(hear(1, false))).as("a peer comes").isTrue();
        assertThat(step()).isFalse();
        assertThat(isDue(hear(2, false))).as("it restarts").isTrue();
        assertThat(step()).isFalse();
        assertThat(isDue(hear(2, true))).as("it leaves").isTrue();
        assertThat(step()).isFalse();
        assertThat(step(new Command.Kick(1))).as("the phase jumps").isTrue();
        assertThat(step()).isFalse();
        assertThat(step(new Command.ChangeSettings(null, SettingsChange.of(Setting.COUPLING, 2.0))))
                .as("a setting changes")
                .isTrue();
        assertThat(step()).isFalse();
        assertThat(step(new Command.Leave())).as("the node leaves").isTrue();
    }

    @Test
    void looksInAnyCaseIfItIsUrgent() {
        looksIn(25);
        assertThat(this.looks.isDue(advance(), true)).isTrue();
        assertThat(looksIn(9)).as("the time begins again").isZero();
    }

    private int looksIn(int count) {
        int due = 0;
        for (int i = 0; i < count; i++) {
            due += step() ? 1 : 0;
        }
        return due;
    }

    private boolean step(Command... commands) {
        return isDue(advance(commands));
    }

    private boolean isDue(StepState state) {
        return this.looks.isDue(state, false);
    }

    /** The same state, as a node in step shows it, which a report that states less calls. */
    private static StepState calm(StepState state) {
        return new StepState(
                state.state(),
                state.settings(),
                state.beat(),
                state.wakingNanos(),
                state.changes(),
                state.untilNextNanos(),
                state.settings().gossipPeriodNanos());
    }

    private StepState advance(Command... commands) {
        return advance(Inbound.NOTHING, commands);
    }

    private StepState advance(Inbound inbound, Command... commands) {
        this.steps++;
        this.node.step(this.steps * STEP_NANOS, inbound, List.of(commands));
        return this.node.stepState();
    }

    private StepState hear(long boot, boolean goodbye) {
        Report report =
                new Report(
                        "peer",
                        new Boot(boot, boot),
                        this.steps,
                        this.steps * STEP_NANOS,
                        5 * STEP_NANOS,
                        1,
                        6,
                        6,
                        false,
                        goodbye,
                        List.of());
        return advance(Inbound.of(List.of(new Arrival(report, (this.steps + 1) * STEP_NANOS))));
    }
}
