package org.chorusmesh.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.chorusmesh.service.TestNodes;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Tests for {@link BeatHealth}. */
class BeatHealthTests {

    private static final Settings SETTINGS =
            Settings.defaults()
                    .with(Setting.STEP, 1_000_000L)
                    .with(Setting.GOSSIP_PERIOD, 5_000_000L)
                    .with(Setting.TTL, 1_000_000_000L);

    private final FakeGossip gossip = new FakeGossip();

    private ChorusNode node = TestNodes.node(this.gossip, SETTINGS);

    @AfterEach
    void stop() {
        this.node.stop();
    }

    @Test
    void aLoneNodeIsSettledAndAgreesWithItself() {
        this.node.start();
        await().until(() -> Boolean.TRUE.equals(beat().get("agreed")));
        assertThat(beat())
                .containsEntry("settled", true)
                .containsEntry("unsettledMillis", 0L)
                .containsEntry("inStep", 0)
                .containsEntry("members", 1L)
                .containsKey("number")
                .doesNotContainKeys("distant", "problems");
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void followsAPeerInStepThatIsAhead() {
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        untilWith(
                peer,
                1000,
                FakePeer::answer,
                (beat) -> beat.get("settled").equals(true) && (long) beat.get("number") >= 1000);
        assertThat(beat()).containsEntry("inStep", 1).containsEntry("members", 2L);
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isDegradedWhileTheBeatNumberIsDisputed() {
        this.node.start();
        FakePeer poisoned = new FakePeer(this.gossip, "poisoned");
        untilWith(
                poisoned,
                40L * 86_400,
                FakePeer::answer,
                (beat) ->
                        beat.get("problems") instanceof List<?> problems
                                && problems.get(0).toString().startsWith("beat number disputed"));
        assertThat(health().getStatus()).isEqualTo(ChorusHealthIndicator.DEGRADED);
        assertThat((long) beat().get("number")).isLessThan(1000);
    }

    @Test
    void namesPeersThatAreTooFarAwayForAnExactNumber() {
        this.node.start();
        FakePeer far = new FakePeer(this.gossip, "far");
        untilWith(
                far,
                0,
                (peer, phase) -> peer.answerLate(phase, 400_000_000L),
                (beat) -> List.of("far").equals(beat.get("distant")));
        assertThat((List<?>) beat().get("problems"))
                .anySatisfy(
                        (problem) -> assertThat(problem.toString()).contains("quarter of a turn"));
        assertThat(health().getStatus()).isNotEqualTo(Status.DOWN);
    }

    @Test
    void saysThatNumbersAreNotAgreedOnceItHasNotBeenSettledForTenSeconds() {
        this.node = TestNodes.node(this.gossip, SETTINGS.with(Setting.COUPLING, 0.0));
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            // It turns backwards against the node, so that they are never in step.
                            peer.at(0).answer(-3 * this.node.snapshot().phase());
                            return List.of("beat numbers are not agreed: the coupling is 0")
                                    .equals(beat().get("problems"));
                        });
        assertThat((long) beat().get("unsettledMillis")).isGreaterThanOrEqualTo(10_000L);
        assertThat(beat()).containsEntry("settled", false);
    }

    /** Speaks as a peer at the node's phase does, so many beats ahead, until health shows it. */
    private void untilWith(
            FakePeer peer,
            long ahead,
            BiConsumer<FakePeer, Double> speak,
            java.util.function.Predicate<Map<String, Object>> shown) {
        // The peer counts by a clock of its own.
        long bornNanos = System.nanoTime();
        BeatState born = this.node.snapshot().beat();
        double turns = born.number() + born.turn() / (2 * Math.PI);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            double now = turns + (System.nanoTime() - bornNanos) / 1e9;
                            peer.at(ahead + (long) now);
                            speak.accept(peer, 2 * Math.PI * (now - Math.floor(now)));
                            return shown.test(beat());
                        });
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> beat() {
        return (Map<String, Object>) health().getDetails().get("beat");
    }

    private Health health() {
        return new ChorusHealthIndicator(this.node, 0).health();
    }
}
