package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link NamedIds}. */
class NamedIdsTests {

    @Test
    void namesThreeAtTheMost() {
        assertThat(NamedIds.of(List.of("a"))).isEqualTo("a");
        assertThat(NamedIds.of(List.of("a", "b"))).isEqualTo("a and b");
        assertThat(NamedIds.of(List.of("a", "b", "c"))).isEqualTo("a, b and c");
        assertThat(NamedIds.of(List.of("a", "b", "c", "d"))).isEqualTo("a, b, c and 1 more");
    }
}
