package org.chorusmesh.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingsTests {

    private static final int DEGREE = 16;

    private static Rings rings(int degree, List<String> addresses) {
        Rings rings = new Rings(degree);
        addresses.forEach(rings::add);
        return rings;
    }

    private static Graph graph(Rings rings, List<String> addresses) {
        return new Graph(addresses, rings::neighbours);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 17})
    void upToTheDegreeAllOthersAreNeighbours(int size) {
        List<String> addresses = Graph.addresses(size);
        assertThat(graph(rings(DEGREE, addresses), addresses).leastDegree()).isEqualTo(size - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "18, 16, 17",
        "24, 16, 20",
        "40, 16, 18.5",
        "200, 16, 17",
        "1000, 16, 16.4",
        "6, 4, 5",
        "100, 4, 4.2",
        "66, 64, 65",
        "72, 64, 69"
    })
    void everyAddressHasTheDegreeAndHardlyMoreAndEachLinkHasTwoEnds(
            int size, int degree, double meanAtMost) {
        List<String> addresses = Graph.addresses(size);
        Graph graph = graph(rings(degree, addresses), addresses);
        assertThat(graph.leastDegree()).isGreaterThanOrEqualTo(degree);
        assertThat(graph.meanDegree()).isLessThanOrEqualTo(meanAtMost);
        assertThat(graph.isSymmetric()).isTrue();
    }

    /** As {@code printf '\0\1a' | sha256sum} gives it. */
    @ParameterizedTest
    @CsvSource({
        "0, a, d4cb5334dcabbcaf",
        "1, a, 6a9662194f63c1d3",
        "0, b, f2549167d628b112",
        "0, c, 9903ef5892b0df0d",
        "0, 10.0.0.1:5690, db3d1f9211c71716",
        "1, 10.0.0.1:5690, ec144cc31dabef1b"
    })
    void aPlaceOnARingIsTheFirstEightBytesOfAHash(int ring, String address, String hash) {
        assertThat(Long.toHexString(new RingHash().of(ring, address))).isEqualTo(hash);
    }

    @Test
    void addressesAreBesideEachOtherInTheOrderOfTheirUnsignedHashes() {
        Rings rings = rings(1, List.of("a", "b", "c", "10.0.0.1:5690"));
        assertThat(rings.neighbours("a")).containsExactlyInAnyOrder("c", "10.0.0.1:5690");
        assertThat(rings.neighbours("b")).containsExactlyInAnyOrder("c", "10.0.0.1:5690");
    }

    @Test
    void theOrderOfAdditionsAndRemovalsDoesNotMatter() {
        List<String> addresses = new ArrayList<>(Graph.addresses(300));
        Rings straight = rings(DEGREE, addresses.subList(0, 100));
        Collections.shuffle(addresses, new Random(3));
        Rings winding = rings(DEGREE, addresses);
        Set<String> stay = straight.addresses();
        Random random = new Random(4);
        for (String address : addresses) {
            if (!stay.contains(address)) {
                winding.remove(address);
            }
            // Settles now and then.
            if (random.nextInt(10) == 0) {
                winding.neighbours(stay.iterator().next());
            }
        }
        for (String address : stay) {
            assertThat(winding.neighbours(address)).isEqualTo(straight.neighbours(address));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {19, 30, 200, 1000})
    void oneThatJoinsAndLeavesTouchesFewLinks(int size) {
        List<String> addresses = Graph.addresses(size + 20);
        Rings rings = rings(DEGREE, addresses.subList(0, size));
        for (String newcomer : addresses.subList(size, size + 20)) {
            List<String> before = List.copyOf(rings.addresses());
            Set<List<String>> links = graph(rings, before).links();
            rings.takeTouched();
            rings.add(newcomer);
            List<String> after = List.copyOf(rings.addresses());
            Graph grown = graph(rings, after);
            Set<String> touched = rings.takeTouched();
            Set<List<String>> changed = difference(links, grown.links());
            assertThat(changed).hasSizeLessThanOrEqualTo(4 * DEGREE);
            changed.forEach((link) -> assertThat(touched).containsAll(link));
            rings.remove(newcomer);
            assertThat(graph(rings, before).links()).isEqualTo(links);
            Set<String> touchedAgain = rings.takeTouched();
            changed.forEach(
                    (link) ->
                            link.stream()
                                    .filter((end) -> !end.equals(newcomer))
                                    .forEach((end) -> assertThat(touchedAgain).contains(end)));
            rings.add(newcomer);
        }
    }

    private static Set<List<String>> difference(Set<List<String>> some, Set<List<String>> others) {
        Set<List<String>> difference = new HashSet<>(some);
        difference.removeAll(others);
        Set<List<String>> added = new HashSet<>(others);
        added.removeAll(some);
        difference.addAll(added);
        return difference;
    }

    /** Friedman (2003): k − 2√(k − 1) is 8.25 for k = 16. */
    @Test
    void aThousandAddressesAreCoupledAsWellAsARandomGraph() {
        List<String> addresses = Graph.addresses(1000);
        assertThat(graph(rings(DEGREE, addresses), addresses).secondEigenvalue(3000))
                .isBetween(DEGREE - 2 * Math.sqrt(DEGREE - 1), 9.0);
    }

    @Test
    void isConnectedAfterAFifthIsLost() {
        for (int seed = 0; seed < 20; seed++) {
            List<String> addresses = new ArrayList<>(Graph.addresses(1000));
            Graph graph = graph(rings(DEGREE, addresses), addresses);
            Collections.shuffle(addresses, new Random(seed));
            assertThat(graph.isConnectedWithout(Set.copyOf(addresses.subList(0, 200)))).isTrue();
        }
    }

    @Test
    void onlyAnAddressThatWasAddedHasNeighbours() {
        Rings rings = rings(DEGREE, List.of("a:1", "b:1"));
        assertThat(rings.add("a:1")).isFalse();
        assertThat(rings.remove("c:1")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> rings.neighbours("c:1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rings(0));
        assertThat(rings.neighbours("a:1")).containsExactly("b:1");
        assertThat(rings.remove("b:1")).isTrue();
        assertThat(rings.neighbours("a:1")).isEmpty();
    }
}
