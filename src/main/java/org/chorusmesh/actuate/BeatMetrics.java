package org.chorusmesh.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.service.BeatStatistics;
import org.chorusmesh.service.ChorusNode;

/** Meters of beats, members and agreement, as aggregates. */
final class BeatMetrics implements MeterBinder {

    private final ChorusNode node;

    BeatMetrics(ChorusNode node) {
        this.node = node;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "chorus.beat.number", "Number of the last beat", BeatState::number);
        gauge(
                registry,
                "chorus.beat.settled",
                "1 while more than half of the node and its peers are in step with one number",
                (beat) -> beat.settled() ? 1 : 0);
        gauge(
                registry,
                "chorus.beat.disputed",
                "Peers in step whose number is too far ahead to be followed",
                BeatState::disputed);
        gauge(
                registry,
                "chorus.beat.distant",
                "Peers whose round trip is too long for an exact number",
                BeatState::distant);
        TimeGauge.builder(
                        "chorus.beat.error.bound",
                        this.node,
                        TimeUnit.NANOSECONDS,
                        (node) -> node.synchrony().errorBoundNanos())
                .description("By how much a beat may differ from those of the peers in step")
                .register(registry);
        counter(registry, "chorus.beats.fired", "Beats fired", BeatStatistics::fired);
        counter(
                registry,
                "chorus.beats.missed",
                "Numbers of beats let go between those that fired",
                BeatStatistics::missed);
        bindMembers(registry);
    }

    private void bindMembers(MeterRegistry registry) {
        for (MemberState state : MemberState.values()) {
            Gauge.builder("chorus.members", this.node, (node) -> count(node, state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("Members known, by state")
                    .register(registry);
        }
        gauge(
                registry,
                "chorus.members.held",
                "Slots held for members that are absent",
                (beat) -> beat.members().stream().filter(MemberView::held).count());
        gauge(
                registry,
                "chorus.agreement",
                "1 while the node may act on the list of the present epoch",
                (beat) -> beat.present().agreed() ? 1 : 0);
        gauge(
                registry,
                "chorus.agreement.radius",
                "Over how many links others are known to have the same list, 0 to 255",
                (beat) -> beat.present().radius());
    }

    private static double count(ChorusNode node, MemberState state) {
        return node.snapshot().beat().members().stream()
                .filter((member) -> member.state() == state)
                .count();
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<BeatState> value) {
        Gauge.builder(name, this.node, (node) -> value.applyAsDouble(node.snapshot().beat()))
                .description(description)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<BeatStatistics> value) {
        FunctionCounter.builder(
                        name, this.node, (node) -> value.applyAsDouble(node.beatStatistics()))
                .description(description)
                .register(registry);
    }
}
