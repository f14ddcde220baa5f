package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.junit.jupiter.api.Test;

class FrozenListsTests {

    private static final MemberList LIST = MemberList.of(List.of(new Slot("a", new Boot(1, 1))));

    private static final MemberList OTHER = MemberList.of(List.of());

    private final FrozenLists lists = new FrozenLists();

    @Test
    void anEpochWithoutAListHasNone() {
        assertThat(this.lists.get(0)).isNull();
        assertThat(this.lists.get(7)).isNull();
    }

    @Test
    void aListIsFrozenOnceAndForGood() {
        assertThat(this.lists.freeze(7, LIST, 70)).isTrue();
        assertThat(this.lists.freeze(7, OTHER, 71)).isFalse();
        assertThat(this.lists.get(7)).isEqualTo(new FrozenList(7, LIST, 70));
        assertThat(this.lists.get(3)).isNull();
        assertThat(this.lists.get(11)).isNull();
    }

    @Test
    void theLastFourEpochsAreKept() {
        for (long epoch = 5; epoch <= 9; epoch++) {
            this.lists.freeze(epoch, LIST, 10 * epoch);
        }
        assertThat(this.lists.get(5)).isNull();
        for (long epoch = 6; epoch <= 9; epoch++) {
            assertThat(this.lists.get(epoch)).isEqualTo(new FrozenList(epoch, LIST, 10 * epoch));
        }
        assertThat(this.lists.freeze(5, OTHER, 51)).isFalse();
        assertThat(this.lists.get(9)).isNotNull();
    }

    @Test
    void withEpochsOfAnotherLengthAllBeginsAfresh() {
        this.lists.freeze(9, LIST, 90);
        this.lists.clear();
        assertThat(this.lists.get(9)).isNull();
        assertThat(this.lists.freeze(5, OTHER, 51)).isTrue();
    }
}
