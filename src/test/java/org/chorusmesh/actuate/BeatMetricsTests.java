package org.chorusmesh.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.node.Command;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.chorusmesh.service.TestNodes;
import org.chorusmesh.settings.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link BeatMetrics}. */
class BeatMetricsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final FakeGossip gossip = new FakeGossip();

    private final ChorusNode node =
            TestNodes.node(this.gossip, TestNodes.QUICK.with(Setting.FREQUENCY, 50.0));

    @BeforeEach
    void bind() {
        new BeatMetrics(this.node).bindTo(this.registry);
        this.node.start();
    }

    @AfterEach
    void stop() {
        this.node.stop();
    }

    @Test
    void countsTheBeatsThatFire() {
        await().until(() -> counter("chorus.beats.fired") > 5);
        assertThat(gauge("chorus.beat.number"))
                .isGreaterThanOrEqualTo(counter("chorus.beats.fired") - 1);
        double fired = counter("chorus.beats.fired");
        double missed = counter("chorus.beats.missed");
        assertThat(fired + missed).isLessThanOrEqualTo(gauge("chorus.beat.number") + 1);
    }

    @Test
    void countsTheNumbersThatALongStepLetsGo() {
        await().until(() -> counter("chorus.beats.fired") > 2);
        this.node.submit(new Command.Kick(-3)).join();
        double before = counter("chorus.beats.missed");
        // Nothing steps for a while: the next step has several beats behind it.
        this.gossip.setFailure(new IllegalStateException("on purpose"));
        double number = gauge("chorus.beat.number");
        long sinceNanos = System.nanoTime();
        await().until(() -> System.nanoTime() - sinceNanos > 200_000_000L);
        this.gossip.setFailure(null);
        await().until(() -> gauge("chorus.beat.number") > number);
        await().until(() -> counter("chorus.beats.missed") >= before + 5);
    }

    @Test
    void showsMembersAndAgreementInAggregates() {
        await().untilAsserted(
                        () -> {
                            assertThat(gauge("chorus.agreement")).isEqualTo(1);
                            assertThat(gauge("chorus.agreement.radius")).isEqualTo(255);
                            assertThat(gauge("chorus.beat.settled")).isEqualTo(1);
                        });
        assertThat(gauge("chorus.members.held")).isZero();
        assertThat(gauge("chorus.beat.disputed")).isZero();
        assertThat(gauge("chorus.beat.distant")).isZero();
        assertThat(this.registry.get("chorus.beat.error.bound").timeGauge().value(TimeUnit.SECONDS))
                .isZero();
        assertThat(members(MemberState.SETTLED)).isEqualTo(1);
        int before = this.registry.getMeters().size();
        FakePeer peer = new FakePeer(this.gossip, "peer").at(0);
        await().pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            peer.speak(1);
                            return members(MemberState.UNSETTLED) == 1
                                    || members(MemberState.SETTLED) == 2;
                        });
        assertThat(this.registry.getMeters()).as("never a meter a member").hasSize(before);
    }

    @Test
    void everyMeterIsDescribed() {
        assertThat(this.registry.getMeters())
                .extracting(Meter::getId)
                .allSatisfy((id) -> assertThat(id.getDescription()).as(id.getName()).isNotBlank());
    }

    private double members(MemberState state) {
        return this.registry
                .get("chorus.members")
                .tag("state", state.name().toLowerCase(java.util.Locale.ROOT))
                .gauge()
                .value();
    }

    private double gauge(String name) {
        return this.registry.get(name).gauge().value();
    }

    private double counter(String name) {
        return this.registry.get(name).functionCounter().count();
    }
}
