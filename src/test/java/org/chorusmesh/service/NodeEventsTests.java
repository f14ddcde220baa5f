package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link NodeEvents}. */
class NodeEventsTests {

    private final NodeEvents events =
            new NodeEvents(InstantSource.fixed(Instant.ofEpochMilli(1234)));

    @Test
    void numbersEventsFromOne() {
        this.events.add(NodeEvent.Kind.NODE_RUNNING, 7, null, "Node a is running");
        this.events.add(NodeEvent.Kind.PEER_LIVE, 8, "b", "Peer b is live");
        assertThat(this.events.all())
                .containsExactly(
                        new NodeEvent(
                                1, 1234, 7, NodeEvent.Kind.NODE_RUNNING, null, "Node a is running"),
                        new NodeEvent(2, 1234, 8, NodeEvent.Kind.PEER_LIVE, "b", "Peer b is live"));
    }

    @Test
    void givesListsThatDoNotChange() {
        this.events.add(NodeEvent.Kind.PEER_LIVE, 1, "b", "Peer b is live");
        List<NodeEvent> before = this.events.all();
        flood(NodeEvent.Kind.PEER_LEFT, 2 * NodeEvents.CAPACITY);
        assertThat(before).extracting(NodeEvent::id).containsExactly(1L);
    }

    @Test
    void aFloodOfOneKindTakesNoOtherWithIt() {
        this.events.add(NodeEvent.Kind.ADDRESS_WRONG, 0, null, "No peer is heard there");
        flood(NodeEvent.Kind.PEER_LIVE, 3 * NodeEvents.CAPACITY);
        this.events.add(NodeEvent.Kind.STEP_LOST, 0, null, "Out of step");
        flood(NodeEvent.Kind.PEER_LIVE, 3 * NodeEvents.CAPACITY);
        List<NodeEvent> all = this.events.all();
        assertThat(all).hasSize(NodeEvents.CAPACITY);
        assertThat(all).extracting(NodeEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(all)
                .filteredOn((event) -> event.kind() != NodeEvent.Kind.PEER_LIVE)
                .extracting(NodeEvent::kind)
                .containsExactly(NodeEvent.Kind.ADDRESS_WRONG, NodeEvent.Kind.STEP_LOST);
        assertThat(all.get(all.size() - 1).id()).isEqualTo(6 * NodeEvents.CAPACITY + 2);
    }

    private void flood(NodeEvent.Kind kind, int count) {
        for (int i = 0; i < count; i++) {
            this.events.add(kind, i, "p" + i, "again");
        }
    }
}
