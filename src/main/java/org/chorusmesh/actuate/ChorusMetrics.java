package org.chorusmesh.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.DialledAddress;
import org.chorusmesh.service.NodeHealth;
import org.chorusmesh.service.Stall;
import org.chorusmesh.service.StepStatistics;

/**
 * Meters of the node. All are aggregates: peers come and go, and a meter for each peer would never
 * be removed.
 */
final class ChorusMetrics implements MeterBinder {

    private final ChorusNode node;

    ChorusMetrics(ChorusNode node) {
        this.node = node;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindOrder(registry);
        bindPeers(registry);
        bindSteps(registry);
        bindFaults(registry);
        bindLinks(registry);
        bindTransport(registry);
    }

    private void bindOrder(MeterRegistry registry) {
        gauge(
                registry,
                "chorus.order.parameter",
                "How far the mesh is in step, 0 to 1; NaN for a lone node",
                (node) -> {
                    OrderParameter order = node.snapshot().order();
                    return order.isDefined() ? order.r() : Double.NaN;
                });
        gauge(
                registry,
                "chorus.order.mesh.parameter",
                "Estimate of how far the whole mesh is in step, 0 to 1; NaN while no peer takes part"
                        + " in it",
                (node) -> {
                    OrderParameter mesh = node.snapshot().meshOrder();
                    return (mesh != null) ? mesh.r() : Double.NaN;
                });
        gauge(
                registry,
                "chorus.order.oscillators",
                "Oscillators in the order parameter",
                (node) -> node.snapshot().order().n());
        gauge(
                registry,
                "chorus.in.step",
                "1 while more than half of the node and its peers are in step with the node",
                (node) -> node.synchrony().inStep() ? 1 : 0);
        gauge(
                registry,
                "chorus.peers.in.step",
                "Peers in step with the node",
                (node) -> node.synchrony().inStepCount());
        gauge(
                registry,
                "chorus.lamport.time",
                "Lamport time of the last step",
                (node) -> node.snapshot().lamport());
    }

    private void bindPeers(MeterRegistry registry) {
        duration(
                registry,
                "chorus.report.period",
                "Time from the newest report of the node to the next",
                (node) -> node.snapshot().reportPeriodNanos());
        for (PeerState state : PeerState.values()) {
            Gauge.builder("chorus.peers", this.node, (node) -> node.snapshot().count(state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("Peers in the table, by state")
                    .register(registry);
        }
        counter(
                registry,
                "chorus.peers.evicted",
                "Peers evicted",
                (node) -> node.snapshot().evicted());
        duration(
                registry,
                "chorus.peers.age.max",
                "Greatest age of a peer's newest report",
                (node) -> max(node, PeerView::ageNanos));
        duration(
                registry,
                "chorus.peers.age.mean",
                "Mean age of the peers' newest reports",
                (node) -> mean(node, PeerView::ageNanos));
        duration(
                registry,
                "chorus.peers.silence.max",
                "Longest silence",
                (node) -> max(node, PeerView::silenceNanos));
        duration(
                registry,
                "chorus.peers.silence.mean",
                "Mean silence",
                (node) -> mean(node, PeerView::silenceNanos));
        gauge(
                registry,
                "chorus.peers.staleness.max",
                "Greatest silence / TTL",
                (node) -> max(node, PeerView::staleness));
        gauge(
                registry,
                "chorus.peers.staleness.mean",
                "Mean silence / TTL",
                (node) -> mean(node, PeerView::staleness));
    }

    /** What makes health {@code DOWN} or {@code DEGRADED} beside peers, so that alerts can ask. */
    private void bindFaults(MeterRegistry registry) {
        gauge(
                registry,
                "chorus.id.duplicate",
                "1 while another boot is heard under the node's id",
                (node) -> node.snapshot().duplicateIdSeen() ? 1 : 0);
        gauge(
                registry,
                "chorus.integrator.stalled",
                "1 while the node makes no steps",
                (node) -> Stall.of(node.integratorStatus(), node.stepState().settings()) ? 1 : 0);
        gauge(
                registry,
                "chorus.sockets.down",
                "1 while the node's sockets are down",
                (node) -> node.gossipStatus().healthy() ? 0 : 1);
        gauge(
                registry,
                "chorus.addresses.mistaken",
                "Configured addresses at which something wrong answers: another key, another mesh,"
                        + " no gossip port",
                (node) -> node.addresses().stream().filter(DialledAddress::isMistaken).count());
    }

    private void bindLinks(MeterRegistry registry) {
        gauge(
                registry,
                "chorus.peers.deaf",
                "Peers that do not hear the node though they should",
                (node) -> NodeHealth.deafPeers(node).size());
        gauge(
                registry,
                "chorus.addresses.found",
                "Addresses known, of which a node of a large mesh dials some",
                (node) -> node.gossipStatus().overlay().found());
    }

    private void bindSteps(MeterRegistry registry) {
        timer(
                registry,
                "chorus.step.duration",
                "Time spent in steps",
                StepStatistics::count,
                StepStatistics::durationTotalNanos);
        duration(
                registry,
                "chorus.step.duration.max",
                "Longest step of the last minute or two",
                (node) -> steps(node).durationMaxNanos());
        timer(
                registry,
                "chorus.step.lateness",
                "Time by which steps began late",
                StepStatistics::count,
                StepStatistics::latenessTotalNanos);
        duration(
                registry,
                "chorus.step.lateness.max",
                "Greatest lateness of the last minute or two",
                (node) -> steps(node).latenessMaxNanos());
        counter(
                registry,
                "chorus.steps.late",
                "Steps that began more than a step late",
                (node) -> steps(node).late());
        counter(
                registry,
                "chorus.steps.failed",
                "Steps that ended in an exception",
                (node) -> steps(node).failed());
    }

    private void bindTransport(MeterRegistry registry) {
        for (Verdict verdict : Verdict.values()) {
            FunctionCounter.builder(
                            "chorus.frames",
                            this.node,
                            (node) -> node.snapshot().verdicts().get(verdict))
                    .tag("verdict", verdict.tag())
                    .description("Frames received, by verdict")
                    .register(registry);
        }
        counter(
                registry,
                "chorus.inbox.drops",
                "Reports that a full inbox dropped",
                (node) -> node.snapshot().inboxDrops());
        counter(
                registry,
                "chorus.mesh.settings.refused",
                "Versions of the mesh's settings that were refused",
                (node) -> node.snapshot().settingsView().refused());
        counter(
                registry,
                "chorus.clock.steps",
                "Steps of a peer's clock or the node's own",
                (node) -> node.snapshot().clockSteps());
        counter(
                registry,
                "chorus.gossip.connects",
                "Connections dialled",
                (node) -> node.gossipStatus().connects());
        counter(
                registry,
                "chorus.gossip.context.replacements",
                "Times that the messaging context was replaced",
                (node) -> node.gossipStatus().contextReplacements());
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<ChorusNode> value) {
        Gauge.builder(name, this.node, value).description(description).register(registry);
    }

    private void counter(
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<ChorusNode> value) {
        FunctionCounter.builder(name, this.node, value).description(description).register(registry);
    }

    private void duration(
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<ChorusNode> nanos) {
        TimeGauge.builder(name, this.node, TimeUnit.NANOSECONDS, nanos)
                .description(description)
                .register(registry);
    }

    private void timer(
            MeterRegistry registry,
            String name,
            String description,
            ToLongFunction<StepStatistics> count,
            ToDoubleFunction<StepStatistics> totalNanos) {
        FunctionTimer.builder(
                        name,
                        this.node,
                        (node) -> count.applyAsLong(steps(node)),
                        (node) -> totalNanos.applyAsDouble(steps(node)),
                        TimeUnit.NANOSECONDS)
                .description(description)
                .register(registry);
    }

    private static StepStatistics steps(ChorusNode node) {
        return node.integratorStatus().steps();
    }

    /** The greatest value; 0 without peers, because a NaN would upset alerts. */
    private static double max(ChorusNode node, ToDoubleFunction<PeerView> value) {
        return node.snapshot().peers().stream().mapToDouble(value).max().orElse(0);
    }

    private static double mean(ChorusNode node, ToDoubleFunction<PeerView> value) {
        return node.snapshot().peers().stream().mapToDouble(value).average().orElse(0);
    }
}
