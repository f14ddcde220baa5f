package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.chorusmesh.beat.Rotation;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes of an overlay that have found different parts of the addresses, as where a name service
 * answers in part. Each dials its neighbours by its own list, so some links work one way only.
 */
class DifferentListsTests {

    private static final int NODES = 60;

    private static final int FIRST_NUMBER = 1_000;

    private final VirtualMesh mesh =
            new VirtualMesh(Settings.defaults(), 3, (random) -> 1 + random % 4);
    private final Map<String, Set<String>> dials = new HashMap<>();

    private static String id(int index) {
        return "n" + index;
    }

    private static String address(int index) {
        return "10.0.0." + index + ":5690";
    }

    /** Each node finds each other with this probability. */
    private void find(double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < NODES; i++) {
            Overlay overlay = new Overlay(Overlay.DEFAULT_DEGREE);
            for (int j = 0; j < NODES; j++) {
                if (i == j || random.nextDouble() < share) {
                    overlay.add(address(j));
                }
            }
            Set<String> neighbours = overlay.neighbours(address(i));
            Set<String> dialled = new HashSet<>();
            for (int j = 0; j < NODES; j++) {
                if (neighbours.contains(address(j))) {
                    dialled.add(id(j));
                }
            }
            this.dials.put(id(i), dialled);
        }
    }

    private int oneWayLinks() {
        int count = 0;
        for (Map.Entry<String, Set<String>> dialled : this.dials.entrySet()) {
            for (String to : dialled.getValue()) {
                count += this.dials.get(to).contains(dialled.getKey()) ? 0 : 1;
            }
        }
        return count;
    }

    private void begin() {
        this.mesh.links = (from, to) -> this.dials.get(to).contains(from);
        MemberRules rules = new MemberRules(0, 0, Overlay.DEFAULT_DEGREE);
        for (int i = 0; i < NODES; i++) {
            this.mesh.add(id(i), JoinMode.FREE, 0.01 * i, NODES - 1, FIRST_NUMBER, rules);
        }
    }

    /** Runs on, and returns who acts for each number. */
    private Map<Long, List<String>> acts(int seconds) {
        this.mesh.members.values().forEach((member) -> member.agreed.clear());
        this.mesh.run(seconds * 1000L);
        Map<Long, List<String>> acts = new HashMap<>();
        this.mesh.members.forEach(
                (id, member) ->
                        member.agreed.forEach(
                                (number, list) -> {
                                    if (Rotation.owner(list, number, 1).equals(id)) {
                                        acts.computeIfAbsent(number, (each) -> new ArrayList<>())
                                                .add(id);
                                    }
                                }));
        return acts;
    }

    private void assertThatAllAreListed() {
        this.mesh.members.forEach(
                (id, member) -> {
                    MemberList list = member.node.beat().present().list();
                    assertThat(list).as(id).isNotNull();
                    assertThat(list.present()).as(id).hasSize(NODES);
                });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.95, 0.8, 0.5})
    void actOnceForEachNumberAndAreInStep(double share) {
        find(share, 1);
        assertThat(oneWayLinks()).isGreaterThan(NODES);
        begin();
        this.mesh.run(20_000);
        assertThat(this.mesh.spread("n0", "n1", "n20", "n59")).isLessThan(0.02);
        assertThatAllAreListed();
        Map<Long, List<String>> acts = acts(20);
        assertThat(acts).hasSizeGreaterThan(18);
        assertThat(acts).allSatisfy((number, ids) -> assertThat(ids).hasSize(1));
    }

    @Test
    void lossOfMostAddressesAndTheirReturnGiveNoNumberTwice() {
        find(1, 1);
        begin();
        this.mesh.run(10_000);
        for (int change = 0; change < 4; change++) {
            find((change % 2 == 0) ? 0.6 : 1, change);
            assertThat(acts(8)).allSatisfy((number, ids) -> assertThat(ids).hasSize(1));
        }
        assertThat(oneWayLinks()).isZero();
        assertThatAllAreListed();
        assertThat(acts(10)).hasSizeGreaterThan(8);
        assertThat(this.mesh.spread("n0", "n1", "n20", "n59")).isLessThan(0.02);
    }
}
