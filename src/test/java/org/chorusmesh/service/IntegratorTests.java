package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link Integrator}. */
@ExtendWith(OutputCaptureExtension.class)
class IntegratorTests {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final FakeGossip gossip = new FakeGossip();

    private Integrator integrator = integrator(TestNodes.configuration("me", TestNodes.QUICK));

    private Integrator integrator(NodeConfiguration configuration) {
        return TestNodes.integrator(this.gossip, configuration);
    }

    @AfterEach
    void stop() {
        this.integrator.stop(SOON);
    }

    @Test
    void stepsAndReportsByItself() {
        this.integrator.start();
        await().until(() -> this.gossip.published().size() >= 5);
        assertThat(this.integrator.snapshot().lamport()).isPositive();
        assertThat(this.integrator.snapshot().state()).isEqualTo(NodeState.RUNNING);
        assertThat(this.integrator.status().phase()).isEqualTo(IntegratorStatus.Phase.RUNNING);
    }

    @Test
    void forgetsAPeerThatTheOverlayHasLetGo() {
        this.integrator = integrator(TestNodes.configuration("me", Settings.defaults()));
        this.integrator.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        peer.speak(1);
        await().until(() -> this.integrator.snapshot().peers().size() == 1);
        this.gossip.release("peer");
        await().until(() -> this.integrator.snapshot().peers().isEmpty());
        assertThat(this.integrator.snapshot().evicted()).isZero();
    }

    @Test
    void integratesOverTheTimeThatReallyWentBy() {
        NodeSnapshot before = this.integrator.snapshot();
        this.integrator.start();
        await().until(() -> this.integrator.snapshot().lamport() > 50);
        NodeSnapshot after = this.integrator.snapshot();
        double expected = 2 * Math.PI * (after.atNanos() - before.atNanos()) / 1e9;
        double turned = after.phase() - before.phase();
        assertThat(Math.IEEEremainder(turned - expected, 2 * Math.PI)).isCloseTo(0, within(1e-6));
    }

    @Test
    void saysGoodbyeAtOnceHoweverLongItsStep() {
        Settings slow =
                Settings.defaults()
                        .with(Setting.STEP, 10_000_000_000L)
                        .with(Setting.GOSSIP_PERIOD, 10_000_000_000L)
                        .with(Setting.TTL, 60_000_000_000L);
        this.integrator = integrator(TestNodes.configuration("me", slow));
        this.integrator.start();
        await().until(() -> !this.gossip.published().isEmpty());
        long before = System.nanoTime();
        this.integrator.stop(SOON);
        assertThat(System.nanoTime() - before).isLessThan(8_000_000_000L);
        assertThat(this.gossip.published()).last().matches((report) -> report.goodbye());
        assertThat(this.integrator.snapshot().state()).isEqualTo(NodeState.LEFT);
        assertThat(this.integrator.status().phase()).isEqualTo(IntegratorStatus.Phase.STOPPED);
    }

    @Test
    void takesUpANewStepAtOnce() throws Exception {
        this.integrator.start();
        this.integrator
                .submit(
                        new Command.ChangeSettings(
                                null,
                                SettingsChange.of(Setting.STEP, 500_000_000L)
                                        .with(Setting.GOSSIP_PERIOD, 1_000_000_000L)
                                        .with(Setting.TTL, 5_000_000_000L)))
                .get(1, TimeUnit.MINUTES);
        long count = this.integrator.status().steps().count();
        await().during(Duration.ofMillis(300))
                .atMost(SOON)
                .until(() -> this.integrator.status().steps().count() <= count + 20);
    }

    @Test
    void tellsGossipOfAChangedTtl() throws Exception {
        this.integrator.start();
        this.integrator
                .submit(
                        new Command.ChangeSettings(
                                null, SettingsChange.of(Setting.TTL, 300_000_000L)))
                .get(1, TimeUnit.MINUTES);
        assertThat(this.gossip.ttlNanos()).isEqualTo(300_000_000L);
    }

    @Test
    void tellsTheNodeWhatDiscoveryKnows() {
        this.gossip.setAddresses(new Command.AddressesKnown(false, 0));
        Settings settings =
                Settings.defaults()
                        .with(Setting.STEP, 1_000_000L)
                        .with(Setting.GOSSIP_PERIOD, 5_000_000L)
                        .with(Setting.TTL, 60_000_000_000L);
        NodeConfiguration free = TestNodes.configuration("me", settings);
        this.integrator =
                integrator(
                        new NodeConfiguration(
                                free.identity(), free.settings(), JoinMode.ALIGN, 1, 16));
        this.integrator.start();
        await().until(() -> this.integrator.snapshot().lamport() > 20);
        assertThat(this.integrator.snapshot().state()).isEqualTo(NodeState.JOINING);
        // All names looked up, and nobody there: nothing to wait for.
        this.gossip.setAddresses(new Command.AddressesKnown(true, 0));
        await().until(() -> this.integrator.snapshot().state() == NodeState.RUNNING);
    }

    @Test
    void survivesAStepThatFailsAndLogsItOnce(CapturedOutput output) {
        this.integrator.start();
        await().until(() -> this.integrator.status().steps().count() > 0);
        this.gossip.setFailure(new IllegalStateException("broken on purpose"));
        await().until(() -> this.integrator.status().steps().failed() > 5);
        assertThat(this.integrator.status().failure()).contains("broken on purpose");
        assertThat(this.integrator.status().phase()).isEqualTo(IntegratorStatus.Phase.RUNNING);
        this.gossip.setFailure(null);
        await().until(() -> this.integrator.status().failure() == null);
        assertThat(output.getAll().split("A step has failed", -1)).hasSize(2);
    }

    @Test
    void diesLoudlyOfWhatNoStepSurvives(CapturedOutput output) {
        this.integrator.start();
        this.gossip.setFailure(new OutOfMemoryError("on purpose"));
        await().until(() -> this.integrator.status().phase() == IntegratorStatus.Phase.DEAD);
        assertThat(output).contains("The integrator has died");
        assertThatExceptionOfType(CommandRejectedException.class)
                .isThrownBy(() -> this.integrator.submit(new Command.Kick(0)));
    }

    @Test
    void callsListenersAfterEachStepWithItsSnapshot() {
        List<Long> seen = new CopyOnWriteArrayList<>();
        Runnable listener = () -> seen.add(this.integrator.snapshot().lamport());
        this.integrator.addStepListener(listener);
        this.integrator.start();
        await().until(() -> seen.size() >= 5);
        assertThat(seen).doesNotHaveDuplicates();
        this.integrator.removeStepListener(listener);
        long steps = this.integrator.status().steps().count();
        await().until(() -> this.integrator.status().steps().count() > steps + 1);
        int heard = seen.size();
        await().until(() -> this.integrator.status().steps().count() > steps + 5);
        assertThat(seen).hasSize(heard);
    }

    @Test
    void looksAtFewStepsWhileNothingChangesAndNoReaderAsks() {
        this.integrator =
                integrator(
                        TestNodes.configuration(
                                "me", TestNodes.QUICK.with(Setting.TTL, 60_000_000_000L)));
        long beganNanos = System.nanoTime();
        Set<Synchrony> made = ConcurrentHashMap.newKeySet();
        AtomicLong steps = new AtomicLong();
        this.integrator.addStepListener(
                () -> {
                    steps.incrementAndGet();
                    made.add(this.integrator.recentSynchrony());
                });
        this.integrator.start();
        await().until(() -> steps.get() >= 300);
        // Ten a second, and those of the beginning.
        long tenths = (System.nanoTime() - beganNanos) / 100_000_000L;
        assertThat(made.size()).isLessThan(20 + (int) (2 * tenths));
        assertThat(this.integrator.snapshot().lamport()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void countsEachBeatHoweverFewStepsItLooksAt() {
        this.integrator =
                integrator(
                        TestNodes.configuration(
                                "me", TestNodes.QUICK.with(Setting.FREQUENCY, 40.0)));
        List<FiredBeat> fired = new CopyOnWriteArrayList<>();
        this.integrator.addStepListener(
                () -> {
                    FiredBeat beat = this.integrator.stepState().beat().fired();
                    if (beat != null && (fired.isEmpty() || last(fired) != beat)) {
                        fired.add(beat);
                    }
                });
        this.integrator.start();
        await().until(() -> fired.size() >= 40);
        this.integrator.stop(SOON);
        BeatStatistics counted = this.integrator.chronicle().beatStatistics();
        assertThat(counted.fired()).isEqualTo(fired.size());
        assertThat(counted.missed())
                .isEqualTo(fired.stream().mapToLong((beat) -> beat.missed()).sum());
        assertThat(this.integrator.chronicle().beats()).hasSizeLessThan(fired.size());
    }

    private static FiredBeat last(List<FiredBeat> beats) {
        return beats.get(beats.size() - 1);
    }

    @Test
    void stepsAndReportsAllTheSameWhereAListenerThrows(CapturedOutput output) {
        this.integrator.addStepListener(
                () -> {
                    throw new IllegalStateException("broken on purpose");
                });
        this.integrator.start();
        await().until(() -> this.gossip.published().size() >= 5);
        assertThat(this.integrator.status().failure()).contains("broken on purpose");
        assertThat(output.getAll().split("A step has failed", -1)).hasSize(2);
    }

    @Test
    void startsOnce() {
        this.integrator.start();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this.integrator::start);
    }

    @Test
    void keepsTheOrderOfTheLastMinute() {
        this.integrator.start();
        await().until(() -> this.integrator.chronicle().history().size() >= 3);
        List<OrderSample> samples = this.integrator.chronicle().history();
        assertThat(samples).isSortedAccordingTo((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
        assertThat(samples).allMatch((sample) -> sample.order().n() == 1);
    }

    private static org.assertj.core.data.Offset<Double> within(double value) {
        return org.assertj.core.data.Offset.offset(value);
    }
}
