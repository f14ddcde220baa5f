package org.chorusmesh.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.chorusmesh.service.TestNodes;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link ChorusMetrics}. */
class ChorusMetricsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final FakeGossip gossip = new FakeGossip();

    private final ChorusNode node =
            TestNodes.node(
                    this.gossip,
                    Settings.defaults()
                            .with(Setting.STEP, 1_000_000L)
                            .with(Setting.GOSSIP_PERIOD, 5_000_000L)
                            .with(Setting.TTL, 60_000_000_000L));

    @BeforeEach
    void bind() {
        new ChorusMetrics(this.node).bindTo(this.registry);
        this.node.start();
    }

    @AfterEach
    void stop() {
        this.node.stop();
    }

    /** As Prometheus has it. */
    @Test
    void theReferenceNamesEachMetric() throws IOException {
        new BeatMetrics(this.node).bindTo(this.registry);
        String reference = Files.readString(Path.of("docs", "reference.md"));
        assertThat(this.registry.getMeters())
                .hasSizeGreaterThan(30)
                .extracting((meter) -> meter.getId().getName().replace('.', '_'))
                .allSatisfy(
                        (name) ->
                                assertThat(reference)
                                        .containsPattern("`" + name + "(_seconds|_total|\\{|`)"));
    }

    @Test
    void aLoneNodeHasNoOrderParameter() {
        assertThat(gauge("chorus.order.parameter")).isNaN();
        assertThat(gauge("chorus.order.mesh.parameter")).isNaN();
        assertThat(gauge("chorus.order.oscillators")).isEqualTo(1);
        assertThat(gauge("chorus.peers.staleness.max")).isZero();
        assertThat(this.registry.get("chorus.peers.age.max").timeGauge().value()).isZero();
    }

    /** The peer is in step with the node, and says that the mesh is not. */
    @Test
    void theOrderOfTheMeshIsWhatItsPeersMakeOfIt() {
        FakePeer peer = new FakePeer(this.gossip, "peer").estimating(0.5);
        await().pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> {
                            peer.follow(this.node);
                            assertThat(gauge("chorus.order.parameter")).isGreaterThan(0.99);
                            assertThat(gauge("chorus.order.mesh.parameter")).isBetween(0.42, 0.62);
                        });
    }

    @Test
    void countsPeersInAggregates() {
        FakePeer peer = new FakePeer(this.gossip, "peer");
        await().pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            peer.answer(1);
                            return this.registry
                                            .get("chorus.peers")
                                            .tag("state", "live")
                                            .gauge()
                                            .value()
                                    == 1;
                        });
        assertThat(gauge("chorus.order.parameter")).isBetween(0.0, 1.0);
        assertThat(gauge("chorus.order.oscillators")).isEqualTo(2);
        // The peer is silent from now on: everything grows.
        await().until(
                        () ->
                                this.registry
                                                .get("chorus.peers.age.max")
                                                .timeGauge()
                                                .value(TimeUnit.MILLISECONDS)
                                        > 50);
        await().until(
                        () ->
                                this.registry
                                                .get("chorus.peers.silence.mean")
                                                .timeGauge()
                                                .value(TimeUnit.MILLISECONDS)
                                        > 50);
        assertThat(gauge("chorus.peers.staleness.max")).isBetween(0.0005, 0.1);
        assertThat(
                        this.registry
                                .get("chorus.frames")
                                .tag("verdict", "admitted")
                                .functionCounter()
                                .count())
                .isPositive();
        int before = this.registry.getMeters().size();
        new FakePeer(this.gossip, "another").speak(1);
        await().until(() -> this.node.snapshot().peers().size() == 2);
        assertThat(this.registry.getMeters()).as("never a meter a peer").hasSize(before);
    }

    @Test
    void hasAMeterForEachVerdictAndState() {
        for (Verdict verdict : Verdict.values()) {
            assertThat(
                            this.registry
                                    .get("chorus.frames")
                                    .tag("verdict", verdict.tag())
                                    .functionCounter()
                                    .count())
                    .isZero();
        }
        assertThat(this.registry.find("chorus.peers").gauges()).hasSize(PeerState.values().length);
    }

    @Test
    void measuresSteps() {
        await().until(() -> this.registry.get("chorus.step.duration").functionTimer().count() > 10);
        assertThat(
                        this.registry
                                .get("chorus.step.duration")
                                .functionTimer()
                                .totalTime(TimeUnit.SECONDS))
                .isBetween(1e-6, 10.0);
        assertThat(
                        this.registry
                                .get("chorus.step.duration.max")
                                .timeGauge()
                                .value(TimeUnit.SECONDS))
                .isBetween(1e-7, 10.0);
        assertThat(this.registry.get("chorus.step.lateness").functionTimer().count()).isPositive();
        assertThat(gauge("chorus.lamport.time")).isPositive();
        // It grows while the node is calm.
        await().untilAsserted(
                        () ->
                                assertThat(
                                                this.registry
                                                        .get("chorus.report.period")
                                                        .timeGauge()
                                                        .value(TimeUnit.MILLISECONDS))
                                        .isEqualTo(this.node.snapshot().reportPeriodNanos() / 1e6));
        this.gossip.setFailure(new IllegalStateException("on purpose"));
        await().until(() -> this.registry.get("chorus.steps.failed").functionCounter().count() > 0);
    }

    @Test
    void measuresTransport() {
        assertThat(this.registry.get("chorus.gossip.connects").functionCounter().count())
                .isEqualTo(7);
        assertThat(
                        this.registry
                                .get("chorus.gossip.context.replacements")
                                .functionCounter()
                                .count())
                .isEqualTo(2);
        assertThat(this.registry.get("chorus.inbox.drops").functionCounter().count()).isZero();
        assertThat(gauge("chorus.id.duplicate")).isZero();
    }

    @Test
    void faultsOfTheNodeItselfAreSeen() {
        await().until(() -> gauge("chorus.integrator.stalled") == 0);
        assertThat(gauge("chorus.sockets.down")).isZero();
        assertThat(gauge("chorus.addresses.mistaken")).isZero();
        this.gossip.setHealthy(false);
        assertThat(gauge("chorus.sockets.down")).isOne();
        this.gossip.setFailure(new IllegalStateException("on purpose"));
        await().until(() -> gauge("chorus.integrator.stalled") == 1);
    }

    @Test
    void aWrongServiceAtAnAddressIsCounted() {
        FakeGossip otherGossip = new FakeGossip();
        otherGossip.setLink(AddressState.UNAUTHENTICATED, null, null);
        ChorusNode other = TestNodes.node(otherGossip);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new ChorusMetrics(other).bindTo(meters);
        other.start();
        try {
            await().until(() -> meters.get("chorus.addresses.mistaken").gauge().value() == 1);
            otherGossip.setLink(AddressState.UNREACHABLE, null, null);
            await().until(() -> meters.get("chorus.addresses.mistaken").gauge().value() == 0);
        } finally {
            other.stop();
        }
    }

    @Test
    void everyMeterIsDescribed() {
        assertThat(this.registry.getMeters())
                .extracting(Meter::getId)
                .allSatisfy((id) -> assertThat(id.getDescription()).as(id.getName()).isNotBlank());
    }

    private double gauge(String name) {
        return this.registry.get(name).gauge().value();
    }
}
