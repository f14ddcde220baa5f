package org.chorusmesh.actuate;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.node.Command;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.chorusmesh.service.IntegratorStatus;
import org.chorusmesh.service.NodeHealth;
import org.chorusmesh.service.TestNodes;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Tests for {@link ChorusHealthIndicator}. */
class ChorusHealthIndicatorTests {

    private static final Duration POLL = Duration.ofMillis(20);

    /** A TTL of 4 s: a peer that reports every 50 ms fades long before it leaves. */
    private static final Settings LASTING =
            Settings.defaults()
                    .with(Setting.STEP, 1_000_000L)
                    .with(Setting.GOSSIP_PERIOD, 5_000_000L)
                    .with(Setting.TTL, 4_000_000_000L);

    /** A TTL of 1 s: a test can wait for it, and nothing passes between two looks. */
    private static final Settings SHORT =
            Settings.defaults()
                    .with(Setting.STEP, 1_000_000L)
                    .with(Setting.GOSSIP_PERIOD, 5_000_000L)
                    .with(Setting.TTL, 1_000_000_000L);

    private final FakeGossip gossip = new FakeGossip();

    private ChorusNode node = TestNodes.node(this.gossip, LASTING);

    @AfterEach
    void stop() {
        this.node.stop();
    }

    @Test
    void aLoneNodeIsUp() {
        this.node.start();
        Health health = await().until(() -> health(0), (now) -> now.getStatus().equals(Status.UP));
        assertThat(health.getDetails())
                .containsEntry("state", "running")
                .containsEntry("live", 0L)
                .containsEntry("fading", 0L)
                .containsEntry("joining", 0L)
                .containsEntry("oneWay", 0L)
                .containsEntry("muted", 0L)
                .containsEntry("evicted", 0L)
                .containsEntry("slow", 0L)
                .containsEntry("duplicateId", false)
                .containsEntry("sockets", "up")
                .containsKeys("lateSteps", "failedSteps", "stepIdleMillis")
                .doesNotContainKeys("mostSilentPeer", "stepFailure", "meshOrder");
    }

    @Test
    void aNodeThatHasNotStartedOrHasStoppedIsDown() {
        assertThat(health(0).getStatus()).isEqualTo(Status.DOWN);
        this.node.start();
        await().until(() -> health(0).getStatus().equals(Status.UP));
        this.node.stop();
        assertThat(health(0).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void isDegradedWithFewerLivePeersThanWanted() {
        this.node.start();
        assertThat(health(1).getStatus()).isEqualTo(ChorusHealthIndicator.DEGRADED);
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().pollInterval(POLL)
                .until(
                        () -> {
                            peer.answer(1);
                            return health(1).getStatus().equals(Status.UP);
                        });
        assertThat(health(2).getStatus()).isEqualTo(ChorusHealthIndicator.DEGRADED);
    }

    @Test
    void isDegradedOnceAPeerIsLateAndTellsWhich() {
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().pollInterval(POLL)
                .until(
                        () -> {
                            peer.answer(1);
                            return health(1).getStatus().equals(Status.UP);
                        });
        await().pollInterval(POLL)
                .untilAsserted(
                        () -> {
                            Health health = health(0);
                            assertThat(health.getStatus())
                                    .isEqualTo(ChorusHealthIndicator.DEGRADED);
                            assertThat(health.getDetails())
                                    .containsEntry("fading", 1L)
                                    .containsEntry("mostSilentPeer", "peer");
                            assertThat((double) health.getDetails().get("staleness"))
                                    .isBetween(0.0, 1.0);
                        });
    }

    @Test
    void isUpWhileAPeerFadesForAMoment() {
        this.node = TestNodes.node(this.gossip, LASTING.with(Setting.TTL, 60_000_000_000L));
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().pollInterval(POLL)
                .until(
                        () -> {
                            peer.answer(1);
                            return health(1).getStatus().equals(Status.UP);
                        });
        await().until(() -> Long.valueOf(1).equals(health(0).getDetails().get("fading")));
        assertThat(health(0).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aMutedPeerIsNotLiveAndDegradesNothing() {
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().pollInterval(POLL)
                .until(
                        () -> {
                            peer.answer(1);
                            return health(1).getStatus().equals(Status.UP);
                        });
        this.node.submit(new Command.OverridePeer("peer", null, true)).join();
        assertThat(health(0).getStatus()).isEqualTo(Status.UP);
        assertThat(health(0).getDetails()).containsEntry("muted", 1L).containsEntry("live", 0L);
        assertThat(health(1).getStatus())
                .as("it is not one of the peers required")
                .isEqualTo(ChorusHealthIndicator.DEGRADED);
    }

    /** The peer is in step with the node, and says that the mesh is not. */
    @Test
    void tellsTheOrderOfTheMeshAsItsPeersMakeIt() {
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer").estimating(0.5);
        await().pollInterval(POLL)
                .untilAsserted(
                        () -> {
                            peer.follow(this.node);
                            assertThat(health(0).getDetails())
                                    .extractingByKey("meshOrder", InstanceOfAssertFactories.DOUBLE)
                                    .isBetween(0.42, 0.62);
                            assertThat(this.node.snapshot().order().r()).isGreaterThan(0.99);
                        });
    }

    @Test
    void isDegradedOnceItHasNotBeenInStepForTenSecondsAndTellsWhy() {
        this.node = TestNodes.node(this.gossip, Settings.defaults().with(Setting.FREQUENCY, 4.0));
        this.node.start();
        assertThat(health(0).getDetails())
                .containsEntry("inStep", true)
                .containsEntry("peersInStep", 0L)
                .containsEntry("outOfStep", Map.of())
                .doesNotContainKey("guidance");
        FakePeer peer = new FakePeer(this.gossip, "peer");
        Health health =
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(POLL)
                        .until(
                                () -> {
                                    peer.answer(1);
                                    return health(0);
                                },
                                (now) ->
                                        now.getStatus().equals(ChorusHealthIndicator.DEGRADED)
                                                && now.getDetails().containsKey("guidance")
                                                && Long.valueOf(1)
                                                        .equals(now.getDetails().get("live")));
        assertThat(health.getDetails())
                .containsEntry("live", 1L)
                .containsEntry("inStep", false)
                .extractingByKey("outOfStep", InstanceOfAssertFactories.MAP)
                .hasEntrySatisfying(
                        "peer",
                        (reason) ->
                                assertThat(reason)
                                        .asString()
                                        .startsWith(
                                                "cannot lock, natural frequencies 3.000 Hz apart"));
        assertThat(health.getDetails())
                .extractingByKey("guidance", InstanceOfAssertFactories.list(String.class))
                .singleElement()
                .matches((sentence) -> sentence.startsWith("K too low: no two nodes can lock."));
    }

    @Test
    void isDegradedWhileAPeerDoesNotHearIt() {
        this.node = TestNodes.node(this.gossip, SHORT);
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().pollInterval(POLL)
                .until(
                        () -> {
                            peer.speak(1);
                            Health health = health(0);
                            return Long.valueOf(1).equals(health.getDetails().get("oneWay"))
                                    && health.getStatus().equals(ChorusHealthIndicator.DEGRADED);
                        });
    }

    /** Two nodes of a large mesh may find different addresses for a while. */
    @Test
    void isUpWhileAPeerOfTheOverlayDoesNotHearItYet() {
        this.node = TestNodes.node(this.gossip, SHORT);
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        this.gossip.setOverlay(200, true, true);
        this.gossip.setLink(AddressState.HEARD, peer, null);
        await().pollInterval(POLL)
                .until(
                        () -> {
                            peer.speak(1);
                            return Long.valueOf(1).equals(health(0).getDetails().get("oneWay"))
                                    && this.node.addresses().stream()
                                            .anyMatch((one) -> one.state() == AddressState.HEARD);
                        });
        assertThat(health(0).getStatus()).isEqualTo(Status.UP);
        assertThat(NodeHealth.deafPeers(this.node)).isEmpty();

        // In a small mesh each node dials all.
        this.gossip.setOverlay(3, false, true);
        this.gossip.setLink(AddressState.HEARD, peer, null);
        await().pollInterval(POLL)
                .until(
                        () -> {
                            peer.speak(1);
                            return NodeHealth.deafPeers(this.node).equals(List.of("peer"));
                        });
        assertThat(health(0).getStatus()).isEqualTo(ChorusHealthIndicator.DEGRADED);

        // Beside the overlay a node may hear more than need hear it.
        this.gossip.setOverlay(20, false, false);
        this.gossip.setLink(AddressState.HEARD, peer, null);
        await().pollInterval(POLL)
                .until(
                        () -> {
                            peer.speak(1);
                            return NodeHealth.deafPeers(this.node).isEmpty();
                        });
    }

    @Test
    void aStartingNodeIsUpWhilePeersJoin() {
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        peer.speak(1);
        await().until(() -> Long.valueOf(1).equals(health(0).getDetails().get("joining")));
        assertThat(health(0).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void countsPeersTooSlowForItsTtl() {
        // A period of 50 ms is more than a fifth of 200 ms.
        this.node = TestNodes.node(this.gossip);
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().pollInterval(POLL)
                .until(
                        () -> {
                            peer.speak(1);
                            return Long.valueOf(1).equals(health(0).getDetails().get("slow"));
                        });
    }

    @Test
    void isDownWhileItsSocketsAre() {
        this.node.start();
        this.gossip.setHealthy(false);
        assertThat(health(0).getStatus()).isEqualTo(Status.DOWN);
        assertThat(health(0).getDetails()).containsEntry("sockets", "down");
        this.gossip.setHealthy(true);
        assertThat(health(0).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isDegradedWhileAWrongServiceAnswersAtAnAddressAndNotWhileNoneDoes() {
        this.node = TestNodes.node(this.gossip);
        this.gossip.setLink(AddressState.UNREACHABLE, null, null);
        this.node.start();
        await().until(() -> health(0).getDetails().containsKey("addressProblems"));
        assertThat(health(0).getStatus()).isEqualTo(Status.UP);
        this.gossip.setLink(AddressState.UNAUTHENTICATED, null, null);
        await().until(() -> health(0).getStatus().equals(ChorusHealthIndicator.DEGRADED));
        Health health = health(0);
        assertThat(health.getDetails()).containsEntry("addresses", Map.of("unauthenticated", 1L));
        assertThat((List<?>) health.getDetails().get("addressProblems"))
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .startsWith("peer.mesh:7000 (10.0.0.7:7000): none of this node's keys");
    }

    @Test
    void isDownWhileStepsFail() {
        this.node.start();
        this.gossip.setFailure(new IllegalStateException("on purpose"));
        await().untilAsserted(
                        () -> {
                            Health health = health(0);
                            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                            assertThat(health.getDetails())
                                    .containsEntry(
                                            "stepFailure",
                                            "java.lang.IllegalStateException: on purpose");
                        });
        this.gossip.setFailure(null);
        await().until(() -> health(0).getStatus().equals(Status.UP));
    }

    @Test
    void isDownWhenItsIntegratorHasDied() {
        this.node.start();
        this.gossip.setFailure(new OutOfMemoryError("on purpose"));
        await().until(() -> health(0).getStatus().equals(Status.DOWN));
        await().until(() -> this.node.integratorStatus().phase() == IntegratorStatus.Phase.DEAD);
        assertThat(health(0).getDetails()).containsEntry("integrator", "dead");
    }

    @Test
    void isDownWhileItsIdIsTakenAndDegradedWhileItIsClaimedInVain() {
        this.node = TestNodes.node(this.gossip, SHORT);
        this.node.start();
        FakePeer elder = new FakePeer(this.gossip, "me", new Boot(1, 1));
        await().pollInterval(POLL)
                .untilAsserted(
                        () -> {
                            elder.speak(1);
                            Health health = health(0);
                            assertThat(health.getStatus())
                                    .isEqualTo(ChorusHealthIndicator.DEGRADED);
                            assertThat(health.getDetails())
                                    .containsEntry("duplicateId", true)
                                    .containsEntry("state", "running");
                        });
        FakePeer younger = new FakePeer(this.gossip, "me", new Boot(1_000_000, 1));
        await().pollInterval(POLL)
                .untilAsserted(
                        () -> {
                            younger.speak(1);
                            Health health = health(0);
                            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                            assertThat(health.getDetails()).containsEntry("state", "silenced");
                        });
        await().until(() -> health(0).getStatus().equals(Status.UP));
    }

    private Health health(int minPeers) {
        return new ChorusHealthIndicator(this.node, minPeers).health();
    }
}
