package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.chorusmesh.ForAll;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.wire.FrameCodec;
import org.instancio.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InstancioExtension.class)
class ReportInboxPropertyTests {

    private static final int CAPACITY = 160;

    /**
     * Whatever comes: the bound holds, the count is right, each id's reports stay in order and its
     * newest stays.
     */
    @Test
    void theNewestOfEachIdStaysAndTheBoundHolds(@Given(ForAll.class) Random random) {
        ForAll.holds(300, random, numbers(1500, 40), this::theNewestStays);
    }

    private void theNewestStays(List<Integer> ids) {
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

    /** A sender within its fair share loses nothing while another floods. */
    @Test
    void whoStaysWithinHisShareLosesNothing(@Given(ForAll.class) Random random) {
        ForAll.holds(300, random, numbers(1500, 15), this::nothingIsLostWithinTheShare);
    }

    private void nothingIsLostWithinTheShare(List<Integer> ids) {
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
    @Test
    void theBoundHoldsByWeight(@Given(ForAll.class) Random random) {
        ForAll.holds(200, random, numbers(300, FrameCodec.MAX_ECHOES), this::theWeightIsBounded);
    }

    private void theWeightIsBounded(List<Integer> echoes) {
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

    private static Function<Random, List<Integer>> numbers(int maxSize, int max) {
        return (random) -> ForAll.listOf(random, 1, maxSize, (chance) -> chance.intRange(0, max));
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
