package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chorusmesh.node.Command;
import org.chorusmesh.service.BeatPrecision;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.TestNodes;
import org.chorusmesh.settings.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link BeatTimer} with a node that runs. */
@ExtendWith(OutputCaptureExtension.class)
class BeatTimerTests {

    /** 20 beats a second. */
    private final ChorusNode node =
            TestNodes.node(new FakeGossip(), TestNodes.QUICK.with(Setting.FREQUENCY, 20.0));

    private final NodeBeatSource source = new NodeBeatSource(this.node);

    private final Pulse pulse = new Pulse(this.source);

    private final List<Strike> strikes = new CopyOnWriteArrayList<>();

    private BeatTimer timer = new BeatTimer(this.source, BeatPrecision.PRECISE);

    @AfterEach
    void stop() {
        this.timer.stop();
        this.node.stop();
    }

    @ParameterizedTest
    @EnumSource(BeatPrecision.class)
    void firesEveryBeatOnceAtItsInstant(BeatPrecision precision) {
        this.timer = new BeatTimer(this.source, precision);
        this.pulse.add(this.strikes::add);
        this.node.start();
        this.timer.start(this.pulse);
        await().until(() -> this.strikes.size() >= 20);
        Strike first = this.strikes.get(0);
        for (int i = 1; i < 20; i++) {
            Strike strike = this.strikes.get(i);
            assertThat(strike.number()).isGreaterThan(this.strikes.get(i - 1).number());
            // A lone node without noise turns evenly.
            assertThat(strike.atNanos() - first.atNanos())
                    .isCloseTo(
                            (strike.number() - first.number()) * 50_000_000L,
                            org.assertj.core.data.Offset.offset(1_000L));
            assertThat(strike.nowNanos()).isGreaterThanOrEqualTo(strike.atNanos());
        }
        await().until(() -> this.source.state().number() >= this.strikes.get(19).number());
    }

    @Test
    void takesUpABeatThatAKickBringsForward() throws Exception {
        this.pulse.add(this.strikes::add);
        this.node.start();
        this.timer.start(this.pulse);
        await().until(() -> this.strikes.size() >= 3);
        // Each kick is half a beat. What a step comes to by one is fired before the next beat.
        await().pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            this.node.submit(new Command.Kick(3)).get();
                            return this.strikes.stream()
                                    .anyMatch(
                                            (strike) ->
                                                    strike.state().jumps() > 0
                                                            && strike.state().number()
                                                                    == strike.number());
                        });
        int before = this.strikes.size();
        await().until(() -> this.strikes.size() > before + 3);
        assertThat(this.strikes).extracting(Strike::number).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void firesNothingAfterItsStopAndGoesOnAfterAnotherStart() {
        this.pulse.add(this.strikes::add);
        this.node.start();
        this.timer.start(this.pulse);
        await().until(() -> this.strikes.size() >= 2);
        this.timer.stop();
        int stopped = this.strikes.size();
        long number = this.source.state().number();
        await().until(() -> this.source.state().number() > number + 3);
        assertThat(this.strikes).hasSize(stopped);
        long resumed = this.source.state().number();
        this.timer.start(this.pulse);
        await().until(() -> this.strikes.size() >= stopped + 2);
        Strike first = this.strikes.get(stopped);
        assertThat(first.number()).isGreaterThan(number + 3);
        // None of those that it was stopped for.
        assertThat(first.missedOf(1, 0)).isLessThan(first.number() - resumed);
        assertThat(this.strikes).extracting(Strike::number).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void firesNothingWhileTheNodeDoesNotRun() {
        this.pulse.add(this.strikes::add);
        this.node.start();
        this.timer.start(this.pulse);
        await().until(() -> this.strikes.size() >= 2);
        this.node.stop();
        int left = this.strikes.size();
        await().during(Duration.ofMillis(200)).until(() -> this.strikes.size() <= left + 1);
    }

    @Test
    void goesOnThoughAFollowerThrows(CapturedOutput output) {
        this.pulse.add(this.strikes::add);
        this.pulse.add(
                (strike) -> {
                    throw new IllegalStateException("broken on purpose");
                });
        this.node.start();
        this.timer.start(this.pulse);
        await().until(() -> this.strikes.size() >= 4);
        assertThat(output.getAll().split("A beat has failed to fire", -1)).hasSize(2);
    }
}
