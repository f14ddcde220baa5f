package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;

/** Tests for {@link OrderHistory}. */
class OrderHistoryTests {

    private static final long MILLI = 1_000_000L;

    private final OrderHistory history = new OrderHistory();

    @Test
    void takesOneSampleAGossipPeriod() {
        Node node = node(Settings.defaults());
        for (int i = 0; i <= 100; i++) {
            this.history.add(at(node, i * 10 * MILLI));
        }
        assertThat(this.history.samples())
                .hasSize(21)
                .extracting(OrderSample::atNanos)
                .startsWith(0L, 50 * MILLI);
    }

    @Test
    void keepsAMinute() {
        Node node = node(Settings.defaults());
        for (int i = 0; i <= 2000; i++) {
            this.history.add(at(node, i * 50 * MILLI));
        }
        List<OrderSample> samples = this.history.samples();
        assertThat(samples.get(samples.size() - 1).atNanos()).isEqualTo(100_000 * MILLI);
        assertThat(samples.get(0).atNanos()).isBetween(40_000 * MILLI, 40_100 * MILLI);
        assertThat(samples).hasSizeLessThanOrEqualTo(OrderHistory.CAPACITY);
    }

    @Test
    void spacesSamplesOutWhereThePeriodIsShort() {
        Node node = node(TestNodes.QUICK);
        for (int i = 0; i <= 2000; i++) {
            this.history.add(at(node, i * 5 * MILLI));
        }
        assertThat(this.history.samples()).hasSize(201);
    }

    private static Node node(Settings settings) {
        return new Node(TestNodes.configuration("me", settings), new SplittableRandom(1), 0);
    }

    private static NodeSnapshot at(Node node, long nanos) {
        node.step(nanos, Inbound.NOTHING, List.of());
        return node.snapshot();
    }
}
