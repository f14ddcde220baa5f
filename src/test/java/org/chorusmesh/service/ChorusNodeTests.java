package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.chorusmesh.FreePorts;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.GossipConfiguration;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link ChorusNode} over real sockets. */
class ChorusNodeTests {

    /** A TTL so long that nothing in these tests can be an eviction. */
    static final Settings PATIENT =
            Settings.defaults()
                    .with(Setting.STEP, 5_000_000L)
                    .with(Setting.GOSSIP_PERIOD, 20_000_000L)
                    .with(Setting.TTL, 60_000_000_000L);

    private final SecureRandom random = new SecureRandom();

    private final List<Integer> ports = List.of(FreePorts.next(), FreePorts.next());

    private final ChorusNode first = node(0);

    private final ChorusNode second = node(1);

    @AfterEach
    void stop() {
        this.first.stop();
        this.second.stop();
    }

    @Test
    void twoFindEachOtherAndFallIntoStep() {
        this.first.start();
        this.second.start();
        await().until(() -> live(this.first) == 1 && live(this.second) == 1);
        // A peer fades for a moment where the machine is busy, and a lone node is in step.
        await().until(
                        () -> this.first.snapshot().order(),
                        (order) -> order.n() == 2 && order.r() > 0.9999);
    }

    @Test
    void aGoodbyeIsActedUponAtOnce() {
        this.first.start();
        this.second.start();
        await().until(() -> live(this.first) == 1 && live(this.second) == 1);
        this.second.stop();
        await().until(() -> this.first.snapshot().peers().isEmpty());
        assertThat(this.first.snapshot().evicted()).isZero();
        assertThat(this.second.gossipStatus().healthy()).isFalse();
    }

    @Test
    void aRestartUnderTheSameIdIsAdmittedAgain() {
        this.first.start();
        this.second.start();
        await().until(() -> live(this.first) == 1);
        this.second.stop();
        await().until(() -> this.first.snapshot().peers().isEmpty());
        ChorusNode again = node(1);
        try {
            again.start();
            await().until(() -> live(this.first) == 1 && live(again) == 1);
        } finally {
            again.stop();
        }
    }

    @Test
    void canBeStoppedTwiceAndWithoutAStart() {
        this.first.start();
        this.first.stop();
        this.first.stop();
        this.second.stop();
        assertThat(this.first.integratorStatus().phase()).isEqualTo(IntegratorStatus.Phase.STOPPED);
        assertThat(this.second.integratorStatus().phase())
                .isEqualTo(IntegratorStatus.Phase.STOPPED);
    }

    @Test
    void whoAsksIsShownAFreshStepThoughACalmNodeStepsSeldom() {
        ChorusNode one = node(0, Settings.defaults());
        ChorusNode other = node(1, Settings.defaults());
        try {
            one.start();
            other.start();
            // On a busy machine it takes long until the delays are known well enough.
            await().atMost(Duration.ofMinutes(2))
                    .until(
                            () ->
                                    one.stepState().untilNextNanos()
                                            > 1.2 * SynchronyDesk.FRESH_NANOS);
            int fresh = 0;
            for (int asked = 0; asked < 10; asked++) {
                await().pollInterval(Duration.ofMillis(1)).until(() -> isOld(one));
                long beforeNanos = one.stepState().beat().atNanos();
                fresh += (one.snapshot().atNanos() - beforeNanos > 0) ? 1 : 0;
            }
            // On a busy machine an answer can come too late.
            assertThat(fresh).isGreaterThanOrEqualTo(7);
        } finally {
            one.stop();
            other.stop();
        }
    }

    private static boolean isOld(ChorusNode node) {
        long ageNanos = System.nanoTime() - node.stepState().beat().atNanos();
        return ageNanos >= SynchronyDesk.FRESH_NANOS && ageNanos < 2 * SynchronyDesk.FRESH_NANOS;
    }

    private static long live(ChorusNode node) {
        return node.snapshot().count(PeerState.LIVE);
    }

    private ChorusNode node(int index) {
        return node(index, PATIENT);
    }

    private ChorusNode node(int index, Settings settings) {
        NodeIdentity identity =
                new NodeIdentity(
                        "test",
                        "node-" + index,
                        new Boot(System.currentTimeMillis(), this.random.nextLong()));
        ZmqGossip gossip =
                new ZmqGossip(
                        identity,
                        new GossipConfiguration(
                                "127.0.0.1:" + this.ports.get(index),
                                List.of("127.0.0.1:" + this.ports.get(1 - index)),
                                List.of(),
                                settings.ttlNanos(),
                                0));
        return TestNodes.node(
                new NodeConfiguration(identity, settings, JoinMode.FREE, 2 * index, 16), gossip);
    }
}
