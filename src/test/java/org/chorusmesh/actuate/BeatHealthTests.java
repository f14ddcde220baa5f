package org.chorusmesh.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
        await().untilAsserted(
                        () -> {
                            Health health = health();
                            assertThat(health.getStatus()).isEqualTo(Status.UP);
                            assertThat(beat(health))
                                    .containsEntry("agreed", true)
                                    .containsEntry("settled", true)
                                    .containsEntry("unsettledMillis", 0L)
                                    .containsEntry("inStep", 0)
                                    .containsEntry("members", 1L)
                                    .containsKey("number")
                                    .doesNotContainKeys("distant", "problems");
                        });
    }

    @Test
    void followsAPeerInStepThatIsAhead() {
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        untilWith(
                peer,
                1000,
                FakePeer::answer,
                (health) -> {
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(beat(health))
                            .containsEntry("settled", true)
                            .containsEntry("inStep", 1)
                            .containsEntry("members", 2L);
                    assertThat((long) beat(health).get("number")).isGreaterThanOrEqualTo(1000);
                });
    }

    @Test
    void isDegradedWhileTheBeatNumberIsDisputed() {
        this.node.start();
        FakePeer poisoned = new FakePeer(this.gossip, "poisoned");
        untilWith(
                poisoned,
                40L * 86_400,
                FakePeer::answer,
                (health) -> {
                    assertThat(health.getStatus()).isEqualTo(ChorusHealthIndicator.DEGRADED);
                    assertThat(problems(health))
                            .first()
                            .asString()
                            .startsWith("beat number disputed");
                    assertThat((long) beat(health).get("number")).isLessThan(1000);
                });
    }

    @Test
    void namesPeersThatAreTooFarAwayForAnExactNumber() {
        this.node.start();
        FakePeer far = new FakePeer(this.gossip, "far");
        untilWith(
                far,
                0,
                (peer, phase) -> peer.answerLate(phase, 400_000_000L),
                (health) -> {
                    assertThat(health.getStatus()).isNotEqualTo(Status.DOWN);
                    assertThat(beat(health)).containsEntry("distant", List.of("far"));
                    assertThat(problems(health))
                            .anySatisfy(
                                    (problem) ->
                                            assertThat(problem.toString())
                                                    .contains("quarter of a turn"));
                });
    }

    @Test
    void saysThatNumbersAreNotAgreedOnceItHasNotBeenSettledForTenSeconds() {
        this.node = TestNodes.node(this.gossip, SETTINGS.with(Setting.COUPLING, 0.0));
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> {
                            // It turns backwards against the node, so that they are never in step.
                            peer.at(0).answer(-3 * this.node.snapshot().phase());
                            Map<String, Object> beat = beat(health());
                            assertThat(beat)
                                    .containsEntry("settled", false)
                                    .containsEntry(
                                            "problems",
                                            List.of(
                                                    "beat numbers are not agreed: the coupling is"
                                                            + " 0"));
                            assertThat((long) beat.get("unsettledMillis"))
                                    .isGreaterThanOrEqualTo(10_000L);
                        });
    }

    /** Speaks as a peer at the node's phase does, so many beats ahead, until health shows it. */
    private void untilWith(
            FakePeer peer, long ahead, BiConsumer<FakePeer, Double> speak, Consumer<Health> shown) {
        // The peer counts by a clock of its own.
        long bornNanos = System.nanoTime();
        BeatState born = this.node.snapshot().beat();
        double turns = born.number() + born.turn() / (2 * Math.PI);
        await().pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> {
                            double now = turns + (System.nanoTime() - bornNanos) / 1e9;
                            peer.at(ahead + (long) now);
                            speak.accept(peer, 2 * Math.PI * (now - Math.floor(now)));
                            shown.accept(health());
                        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> beat(Health health) {
        return (Map<String, Object>) health.getDetails().get("beat");
    }

    private static List<?> problems(Health health) {
        assertThat(beat(health)).containsKey("problems");
        return (List<?>) beat(health).get("problems");
    }

    private Health health() {
        return new ChorusHealthIndicator(this.node, 0).health();
    }
}
