package org.chorusmesh.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTests {

    private static void resize(Overlay overlay, int size) {
        overlay.set(Set.copyOf(Graph.addresses(size)));
    }

    @ParameterizedTest
    @CsvSource({"16, 24, 17", "4, 12, 5", "64, 72, 65"})
    void becomesActiveAboveTheMarginAndFullAgainBelowIt(int degree, int in, int out) {
        Overlay overlay = new Overlay(degree);
        String own = Graph.addresses(1).get(0);
        resize(overlay, in - 1);
        assertThat(overlay.isActive()).isFalse();
        assertThat(overlay.neighbours(own)).hasSize(in - 2);
        resize(overlay, in);
        assertThat(overlay.isActive()).isTrue();
        assertThat(overlay.neighbours(own)).hasSizeBetween(degree, in - 2);
        resize(overlay, out + 1);
        assertThat(overlay.isActive()).isTrue();
        resize(overlay, out);
        assertThat(overlay.isActive()).isFalse();
        assertThat(overlay.neighbours(own)).hasSize(out - 1);
        resize(overlay, in - 1);
        assertThat(overlay.isActive()).isFalse();
    }

    @Test
    void aFullOverlayIsNeverActive() {
        Overlay overlay = new Overlay(Overlay.FULL);
        resize(overlay, 500);
        assertThat(overlay.isActive()).isFalse();
        String own = Graph.addresses(1).get(0);
        assertThat(overlay.neighbours(own)).hasSize(499).doesNotContain(own);
        assertThat(overlay.ringNeighbours(own)).hasSize(499);
    }

    @Test
    void anotherListOfTheSameSizeKeepsItActive() {
        Overlay overlay = new Overlay(16);
        List<String> addresses = Graph.addresses(100);
        overlay.set(Set.copyOf(addresses.subList(0, 30)));
        overlay.set(Set.copyOf(addresses.subList(50, 70)));
        assertThat(overlay.isActive()).isTrue();
        assertThat(overlay.size()).isEqualTo(20);
        assertThat(overlay.contains(addresses.get(0))).isFalse();
    }

    @Test
    void theNeighboursOnTheRingsDialANodeWhetherItsOwnMeshIsFullOrNot() {
        Overlay grown = new Overlay(16);
        resize(grown, 20);
        Overlay shrunk = new Overlay(16);
        resize(shrunk, 30);
        resize(shrunk, 20);
        assertThat(grown.isActive()).isFalse();
        assertThat(shrunk.isActive()).isTrue();
        for (String own : Graph.addresses(20)) {
            assertThat(grown.ringNeighbours(own)).isEqualTo(shrunk.neighbours(own));
            assertThat(grown.neighbours(own)).hasSize(19);
        }
    }

    @Test
    void everyChangeTouchesAllWhileTheMeshIsFullAndFewAfterwards() {
        Overlay overlay = new Overlay(16);
        resize(overlay, 23);
        assertThat(overlay.takeTouched()).hasSize(23);
        assertThat(overlay.takeTouched()).isEmpty();
        resize(overlay, 24);
        assertThat(overlay.takeTouched()).hasSize(24);
        resize(overlay, 400);
        overlay.takeTouched();
        resize(overlay, 401);
        assertThat(overlay.takeTouched()).hasSizeBetween(17, 100);
        resize(overlay, 400);
        assertThat(overlay.takeTouched()).hasSizeBetween(16, 100);
        resize(overlay, 18);
        overlay.takeTouched();
        resize(overlay, 17);
        assertThat(overlay.takeTouched()).hasSize(17);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2, 5, 66})
    void aDegreeOutOfBoundsIsRefused(int degree) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Overlay(degree))
                .withMessageContaining("even number from 4 to 64");
    }
}
