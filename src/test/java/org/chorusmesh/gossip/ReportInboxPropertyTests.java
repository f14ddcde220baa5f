package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;

class ReportInboxPropertyTests {

    private static final int CAPACITY = 160;

    /**
     * Whatever comes: the bound holds, the count is right, each id's reports stay in order and its
     * newest stays.
     */
    @Property(tries = 300)
    void theNewestOfEachIdStaysAndTheBoundHolds(
            @ForAll @Size(min = 1, max = 1500) List<@IntRange(max = 40) Integer> ids) {
        ReportInbox inbox = new ReportInbox(CAPACITY);
        Map<String, Long> newest = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            // Skewed, so that there are floods.
            String id = "id-" + ids.get(i) * ids.get(i) / 40;
            inbox.offer(new Arrival(GossipFixture.report(id, i), i));
            newest.put(id, (long) i);
        }
        Inbound inbound = inbox.drain();
        assertThat(inbound.arrivals()).hasSizeLessThanOrEqualTo(CAPACITY);
        assertThat(inbound.arrivals().size() + inbound.dropped()).isEqualTo(ids.size());
        Map<String, List<Long>> byId = byId(inbound);
        newest.forEach((id, lamport) -> assertThat(byId.get(id)).isSorted().endsWith(lamport));
        assertThat(inbox.drain()).isEqualTo(Inbound.NOTHING);
    }

    /** Who stays within a fair share loses nothing, whoever floods meanwhile. */
    @Property(tries = 300)
    void whoStaysWithinHisShareLosesNothing(
            @ForAll @Size(min = 1, max = 1500) List<@IntRange(max = 15) Integer> ids) {
        ReportInbox inbox = new ReportInbox(CAPACITY);
        Map<String, List<Long>> offered = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = "id-" + ids.get(i) * ids.get(i) / 15;
            inbox.offer(new Arrival(GossipFixture.report(id, i), i));
            offered.computeIfAbsent(id, (key) -> new ArrayList<>()).add((long) i);
        }
        Map<String, List<Long>> kept = byId(inbox.drain());
        int share = CAPACITY / offered.size();
        offered.forEach(
                (id, lamports) -> {
                    if (lamports.size() <= share) {
                        assertThat(kept.get(id)).isEqualTo(lamports);
                    }
                });
    }

    /** Heavy reports too: memory is bounded by weight, and order holds. */
    @Property(tries = 200)
    void theBoundHoldsByWeight(
            @ForAll @Size(min = 1, max = 300)
                    List<@IntRange(max = FrameCodec.MAX_ECHOES) Integer> echoes) {
        ReportInbox inbox = new ReportInbox(CAPACITY);
        for (int i = 0; i < echoes.size(); i++) {
            inbox.offer(new Arrival(GossipFixture.report("id-" + i % 7, i, echoes.get(i)), i));
        }
        Inbound inbound = inbox.drain();
        int weight =
                inbound.arrivals().stream()
                        .mapToInt((arrival) -> 1 + arrival.report().echoes().size() / 16)
                        .sum();
        assertThat(weight).isLessThanOrEqualTo(CAPACITY);
        assertThat(inbound.arrivals().size() + inbound.dropped()).isEqualTo(echoes.size());
        byId(inbound).values().forEach((lamports) -> assertThat(lamports).isSorted());
    }

    private static Map<String, List<Long>> byId(Inbound inbound) {
        Map<String, List<Long>> byId = new HashMap<>();
        inbound.arrivals()
                .forEach(
                        (arrival) ->
                                byId.computeIfAbsent(
                                                arrival.report().nodeId(),
                                                (key) -> new ArrayList<>())
                                        .add(arrival.report().lamport()));
        return byId;
    }
}
