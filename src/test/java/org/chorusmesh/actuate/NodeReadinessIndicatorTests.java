package org.chorusmesh.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.chorusmesh.service.TestNodes;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Tests for {@link NodeReadinessIndicator}. */
class NodeReadinessIndicatorTests {

    /** A TTL of an hour: no joining node starts in a test but for a reason. */
    private static final Settings SLOW =
            Settings.defaults()
                    .with(Setting.STEP, 1_000_000L)
                    .with(Setting.GOSSIP_PERIOD, 5_000_000L)
                    .with(Setting.TTL, 3_600_000_000_000L);

    private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();

    private final FakeGossip gossip = new FakeGossip();

    private ChorusNode node;

    @AfterEach
    void stop() {
        this.node.stop();
    }

    @Test
    void aLoneFirstNodeIsReadyOnceItRuns() {
        start(JoinMode.ALIGN);
        await().until(() -> health().getStatus().equals(Status.UP));
        assertThat(this.node.snapshot().state()).isEqualTo(NodeState.RUNNING);
        assertThat(health().getDetails()).isEmpty();
    }

    @Test
    void aJoiningNodeIsNotReadyAndSaysWhatItWaitsFor() {
        this.gossip.setAddresses(new Command.AddressesKnown(false, 0, true));
        start(JoinMode.ALIGN);
        awaitReason("joining: none of the peers' names can be looked up yet");
        this.gossip.setAddresses(new Command.AddressesKnown(true, 2));
        awaitReason("joining: no running peer is heard yet");
        FakePeer peer = new FakePeer(this.gossip, "peer");
        peer.speak(1);
        awaitReason("joining: no running peer has answered yet");
        // It listens for less than a second, so each step is looked at.
        Set<Object> reasons = ConcurrentHashMap.newKeySet();
        this.node.addStepListener(
                () -> reasons.add(health().getDetails().getOrDefault("reason", "none")));
        peer.answer(1);
        await().until(
                        () ->
                                reasons.contains(
                                        "joining: listens before it takes over the mesh's phase"));
        await().until(
                        () -> {
                            peer.answer(1);
                            return health().getStatus().equals(Status.UP);
                        });
        assertThat(this.node.snapshot().state()).isEqualTo(NodeState.RUNNING);
    }

    @Test
    void aSilencedNodeIsNotReady() {
        start(JoinMode.FREE);
        FakePeer rival = new FakePeer(this.gossip, "me", new Boot(2_000, 1));
        await().until(
                        () -> {
                            rival.speak(1);
                            return health().getStatus().equals(Status.OUT_OF_SERVICE);
                        });
        assertThat(health().getDetails())
                .containsEntry("reason", "silenced: a newer node has this node's id");
    }

    @Test
    void aNodeWithoutSocketsIsNotReady() {
        start(JoinMode.FREE);
        this.gossip.setHealthy(false);
        awaitReason("the gossip sockets are down");
    }

    private void start(JoinMode join) {
        AvailabilityChangeEvent<ReadinessState> accepting =
                new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC);
        this.availability.onApplicationEvent(accepting);
        NodeConfiguration free = TestNodes.configuration("me", SLOW);
        this.node =
                TestNodes.node(
                        new NodeConfiguration(free.identity(), SLOW, join, 1, 16), this.gossip);
        this.node.start();
    }

    private void awaitReason(String reason) {
        await().untilAsserted(
                        () -> {
                            assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                            assertThat(health().getDetails()).containsEntry("reason", reason);
                        });
    }

    private Health health() {
        return new NodeReadinessIndicator(this.availability, this.node).health();
    }
}
