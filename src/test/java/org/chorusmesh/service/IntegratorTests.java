package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.CommandResult;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
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
        Node node = new Node(configuration, new java.util.SplittableRandom(1), System.nanoTime());
        return new Integrator(node, this.gossip, System::nanoTime);
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
    void answersACommandWithTheSnapshotOfTheStepThatAppliedIt() throws Exception {
        this.integrator.start();
        Answer answer =
                this.integrator
                        .submit(new Command.ChangeSettings(null, coupling(7)))
                        .get(1, TimeUnit.MINUTES);
        assertThat(answer.result()).isInstanceOf(CommandResult.Applied.class);
        assertThat(answer.snapshot().settings().coupling()).isEqualTo(7);
        assertThat(answer.snapshot().settingsVersion()).isOne();
    }

    @Test
    void answersEachOfSeveralCommandsOfOneStepWithItsOwnResult() throws Exception {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        answers.add(this.integrator.submit(new Command.ForgetPeer("nobody")));
        answers.add(this.integrator.submit(new Command.ChangeSettings(null, coupling(-1))));
        answers.add(this.integrator.submit(new Command.Kick(1)));
        this.integrator.start();
        assertThat(answers.get(0).get(1, TimeUnit.MINUTES).result())
                .isInstanceOf(CommandResult.UnknownPeer.class);
        assertThat(answers.get(1).get().result()).isInstanceOf(CommandResult.Invalid.class);
        assertThat(answers.get(2).get().result()).isInstanceOf(CommandResult.Applied.class);
        assertThat(answers.get(0).get().snapshot()).isSameAs(answers.get(2).get().snapshot());
    }

    @Test
    void refusesACommandWhenTooManyWait() {
        for (int i = 0; i < CommandQueue.CAPACITY; i++) {
            this.integrator.submit(new Command.Kick(0));
        }
        assertThatExceptionOfType(CommandRejectedException.class)
                .isThrownBy(() -> this.integrator.submit(new Command.Kick(0)));
    }

    @Test
    void refusesACommandAfterItsEndAndRejectsThoseThatWaited() {
        CompletableFuture<Answer> waiting = this.integrator.submit(new Command.Kick(0));
        this.integrator.stop(SOON);
        assertThat(waiting).isCompletedExceptionally();
        assertThatExceptionOfType(CommandRejectedException.class)
                .isThrownBy(() -> this.integrator.submit(new Command.Kick(0)));
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
    void failsTheCommandsOfAStepThatFails() {
        this.gossip.setFailure(new IllegalStateException("broken on purpose"));
        CompletableFuture<Answer> answer = this.integrator.submit(new Command.Kick(0));
        this.integrator.start();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> answer.get(1, TimeUnit.MINUTES))
                .withCauseInstanceOf(IllegalStateException.class);
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
    void leavesMissedStepsOut() {
        assertThat(after(100, 105)).isEqualTo(110);
        assertThat(after(100, 110)).isEqualTo(110);
        assertThat(after(100, 111)).isEqualTo(120);
        assertThat(after(100, 1_000_003)).isEqualTo(1_000_010);
        assertThat(after(-105, -90)).isEqualTo(-85);
    }

    private static long after(long dueNanos, long endedNanos) {
        StepDeadlines deadlines = new StepDeadlines(dueNanos);
        deadlines.stepped(dueNanos + 1, endedNanos, 10, 10);
        return deadlines.dueNanos(false);
    }

    @Test
    void aCalmNodeStepsLaterUnlessACommandWaits() {
        StepDeadlines deadlines = new StepDeadlines(100);
        deadlines.stepped(101, 103, 10, 50);
        assertThat(deadlines.dueNanos(false)).isEqualTo(151);
        assertThat(deadlines.dueNanos(true)).isEqualTo(110);
        // The command came long after it could have been obeyed: the step is not late.
        assertThat(deadlines.latenessNanos(140)).isZero();
        deadlines.stepped(140, 142, 10, 10);
        assertThat(deadlines.dueNanos(false)).isEqualTo(150);
        assertThat(deadlines.latenessNanos(153)).isEqualTo(3);
        // It slept beyond the time that it meant to.
        deadlines.stepped(153, 155, 10, 50);
        assertThat(deadlines.dueNanos(false)).isEqualTo(203);
        deadlines.stepped(300, 301, 10, 10);
        assertThat(deadlines.dueNanos(false)).isEqualTo(303);
    }

    @Test
    void keepsTheOrderOfTheLastMinute() {
        this.integrator.start();
        await().until(() -> this.integrator.chronicle().history().size() >= 3);
        List<OrderSample> samples = this.integrator.chronicle().history();
        assertThat(samples).isSortedAccordingTo((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
        assertThat(samples).allMatch((sample) -> sample.order().n() == 1);
    }

    private static SettingsChange coupling(double coupling) {
        return SettingsChange.of(Setting.COUPLING, coupling);
    }

    private static org.assertj.core.data.Offset<Double> within(double value) {
        return org.assertj.core.data.Offset.offset(value);
    }
}
