package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.chorusmesh.causality.Boot;
import org.junit.jupiter.api.Test;

class MemberListTests {

    private static final Boot BOOT = new Boot(7, 8);

    private static final MemberList LIST =
            MemberList.of(
                    List.of(
                            new Slot("c", BOOT),
                            new Slot("a", BOOT),
                            new Slot("b", null),
                            new Slot("B", BOOT)));

    private static long digest(MemberRules rules, long epochBeats, Slot... slots) {
        return MemberList.of(List.of(slots)).digest(epochBeats, rules);
    }

    @Test
    void slotsAreInOrderOfTheirIdsAndTheRotationLeavesHeldOnesOut() {
        assertThat(LIST.slots()).extracting(Slot::nodeId).containsExactly("B", "a", "b", "c");
        assertThat(LIST.present()).extracting(Slot::nodeId).containsExactly("B", "a", "c");
        assertThat(LIST.size()).isEqualTo(4);
    }

    @Test
    void aSlotIsFoundByItsId() {
        assertThat(List.of("B", "a", "b", "c"))
                .allSatisfy(
                        (id) ->
                                assertThat(LIST.slots().get(LIST.indexOf(id)).nodeId())
                                        .isEqualTo(id));
        assertThat(LIST.indexOf("A")).isEqualTo(-1);
        assertThat(LIST.indexOf("bb")).isEqualTo(-1);
        assertThat(LIST.indexOf("d")).isEqualTo(-1);
        assertThat(MemberList.of(List.of()).indexOf("a")).isEqualTo(-1);
    }

    @Test
    void aListContainsOneBootOfAnIdAndNoHeldOnes() {
        assertThat(LIST.contains("a", new Boot(7, 8))).isTrue();
        assertThat(LIST.contains("a", new Boot(7, 9))).isFalse();
        assertThat(LIST.contains("b", BOOT)).isFalse();
        assertThat(LIST.contains("d", BOOT)).isFalse();
    }

    @Test
    void someoneIsAloneWhereOnlyHeldSlotsAreBesideIt() {
        MemberList alone = MemberList.of(List.of(new Slot("a", BOOT), new Slot("b", null)));
        assertThat(alone.isOnly("a")).isTrue();
        assertThat(alone.isOnly("b")).isFalse();
        assertThat(LIST.isOnly("a")).isFalse();
        assertThat(MemberList.of(List.of()).isOnly("a")).isFalse();
    }

    @Test
    void twoSlotsOfOneIdAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberList.of(List.of(new Slot("a", BOOT), new Slot("a", null))))
                .withMessage("two slots of the id a");
    }

    @Test
    void aListCannotBeChanged() {
        assertThat(LIST.slots()).isUnmodifiable();
        assertThat(LIST.present()).isUnmodifiable();
    }

    // The next three were made by hand: SHA-256 over the bytes that the Javadoc states, written by
    // another program.

    @Test
    void theDigestOfNoSlots() {
        // sha256(0000000000000000 0000000000000004 0000000000000000)
        assertThat(digest(MemberRules.DEFAULT, 4)).isEqualTo(0xe198c91cd01afa04L);
    }

    @Test
    void theDigestOfOneSlot() {
        // sha256(0000000000000000 0000000000000010 0000000000000000
        //        00000006 6e6f64652d31 00 0000019ab697e800 0123456789abcdef)
        assertThat(
                        digest(
                                MemberRules.DEFAULT,
                                16,
                                new Slot("node-1", new Boot(1764000000000L, 0x0123456789abcdefL))))
                .isEqualTo(0xaada2a3534bc6981L);
    }

    @Test
    void theDigestWithHoldGuardAndAHeldSlot() {
        // sha256(0000008bb2c97000 0000000000000040 0000000000000005
        //        00000001 61 00 0000000000000001 ffffffffffffffff 00000001 62 01
        //        00000009 6b6e6f74656e2dc3bc 00 0000000000000002 0000000000000000)
        assertThat(
                        digest(
                                new MemberRules(600_000_000_000L, 5, 0),
                                64,
                                new Slot("knoten-ü", new Boot(2, 0)),
                                new Slot("b", null),
                                new Slot("a", new Boot(1, -1))))
                .isEqualTo(0xa7bfc797db17d552L);
    }

    @Test
    void theDigestCoversTheDegreeWhereTheMeshIsAnOverlay() {
        // sha256(0000000000000000 0000000000000010 0000000000000000 [0000000000000010]
        //        00000003 6e3030 00 0000000000000001 0000000000000000
        //        00000003 6e3031 00 0000000000000001 0000000000000001 ...)
        MemberRules overlay = new MemberRules(0, 0, 16);
        assertThat(digest(overlay, 16, slots(17))).isEqualTo(0x8d69900d386e563cL);
        assertThat(digest(MemberRules.DEFAULT, 16, slots(17))).isEqualTo(0x8d69900d386e563cL);
        assertThat(digest(overlay, 16, slots(18))).isEqualTo(0x1e468194273a98a1L);
        assertThat(digest(new MemberRules(0, 0, 18), 16, slots(18)))
                .isEqualTo(digest(MemberRules.DEFAULT, 16, slots(18)))
                .isNotEqualTo(digest(overlay, 16, slots(18)));
        Slot[] oneHeld = slots(18);
        oneHeld[3] = new Slot("n03", null);
        assertThat(digest(overlay, 16, oneHeld))
                .isEqualTo(digest(MemberRules.DEFAULT, 16, oneHeld));
    }

    private static Slot[] slots(int count) {
        return IntStream.range(0, count)
                .mapToObj((i) -> new Slot("n%02d".formatted(i), new Boot(1, i)))
                .toArray(Slot[]::new);
    }

    @Test
    void noDigestIsZero() {
        assertThat(ListHash.first64Bits(new byte[32])).isEqualTo(1);
        assertThat(ListHash.first64Bits(new byte[] {0, 0, 0, 0, 0, 0, 1, 2, 3})).isEqualTo(258);
    }

    @Test
    void nodesThatAreSetDifferentlyNeverHaveTheSameDigest() {
        long digest = LIST.digest(16, new MemberRules(1000, 5, 0));
        assertThat(LIST.digest(16, new MemberRules(1000, 5, 0))).isEqualTo(digest);
        assertThat(LIST.digest(16, new MemberRules(1001, 5, 0))).isNotEqualTo(digest);
        assertThat(LIST.digest(16, new MemberRules(1000, 6, 0))).isNotEqualTo(digest);
        assertThat(LIST.digest(32, new MemberRules(1000, 5, 0))).isNotEqualTo(digest);
    }

    @Test
    void anotherBootOrAHeldSlotMakesAnotherDigest() {
        long digest = digest(MemberRules.DEFAULT, 16, new Slot("a", BOOT));
        assertThat(digest(MemberRules.DEFAULT, 16, new Slot("a", new Boot(8, 8))))
                .isNotEqualTo(digest);
        assertThat(digest(MemberRules.DEFAULT, 16, new Slot("a", new Boot(7, 9))))
                .isNotEqualTo(digest);
        assertThat(digest(MemberRules.DEFAULT, 16, new Slot("a", null))).isNotEqualTo(digest);
    }
}
