package org.chorusmesh.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears whom. */
class TopologyTests {

    private static void assertRegular(int[][] neighbours, int degree) {
        for (int i = 0; i < neighbours.length; i++) {
            int[] mine = neighbours[i];
            assertThat(Arrays.stream(mine).distinct().toArray()).hasSize(degree);
            assertThat(mine).isSorted().doesNotContain(i);
            for (int j : mine) {
                assertThat(Topology.indexOf(neighbours[j], i)).isNotNegative();
            }
        }
        assertThat(Topology.isConnected(neighbours)).isTrue();
    }

    @Test
    void everyRandomRegularGraphThatCanBeIsConnectedAndHasItsDegree() {
        for (int n = 3; n <= 20; n++) {
            for (int degree = 2; degree < n; degree++) {
                for (int seed = 0; n * degree % 2 == 0 && seed < 5; seed++) {
                    assertRegular(RegularGraph.of(n, degree, new Chance(seed)), degree);
                }
            }
        }
    }

    @Test
    void anOverlayIsFullWhileItIsSmallAndSparseThen() {
        Topology.Overlay overlay = Topology.Overlay.DEFAULT;
        assertThat(overlay.of(23, new Chance(1)))
                .isEqualTo(new Topology.Full().of(23, new Chance(1)));
        int[][] neighbours = overlay.of(200, new Chance(1));
        assertThat(Topology.isConnected(neighbours)).isTrue();
        for (int i = 0; i < 200; i++) {
            assertThat(neighbours[i]).isSorted().doesNotContain(i).hasSizeBetween(16, 24);
            for (int j : neighbours[i]) {
                assertThat(Topology.indexOf(neighbours[j], i)).isNotNegative();
            }
        }
        assertThat(Topology.Overlay.address(0x012345)).isEqualTo("10.1.35.69:5690");
    }

    @Test
    void aLargeOneIsMadeOfRings() {
        int n = 20_000;
        int[][] neighbours = RegularGraph.of(n, 16, new Chance(1));
        assertRegular(neighbours, 16);
        // Eight rings coincide in some (8·7/2)·2 edges however large they are, and only these are
        // switched; the draws are those of the rings alone until then.
        Chance chance = new Chance(1);
        int[] order = new int[n];
        Arrays.setAll(order, (i) -> i);
        int missing = 0;
        for (int ring = 0; ring < 8; ring++) {
            chance.shuffle(order);
            for (int i = 0; i < n; i++) {
                if (Topology.indexOf(neighbours[order[i]], order[(i + 1) % n]) < 0) {
                    missing++;
                }
            }
        }
        assertThat(missing).isBetween(1, 150);
    }

    @Test
    void aSeedIsAGraph() {
        assertThat(RegularGraph.of(50, 7, new Chance(3)))
                .isDeepEqualTo(RegularGraph.of(50, 7, new Chance(3)));
        assertThat(
                        Arrays.deepEquals(
                                RegularGraph.of(50, 7, new Chance(3)),
                                RegularGraph.of(50, 7, new Chance(4))))
                .isFalse();
    }

    @Test
    void onlyATextbooksGraphChangesTheCoupling() {
        Topology path = new Topology.Edges(List.of(List.of(0, 1), List.of(1, 2)));
        assertThat(path.couplingFactor(2, 3)).isOne();
        assertThat(new Topology.DividedByAll(path).couplingFactor(1, 3)).isEqualTo(2.0 / 3);
        assertThat(new Topology.DividedByAll(path).of(3, new Chance(1)))
                .isDeepEqualTo(path.of(3, new Chance(1)));
    }
}
