package org.chorusmesh.members;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.chorusmesh.causality.Boot;

/**
 * The members of the mesh at one instant, in order. Immutable.
 *
 * @see Members#list()
 */
public final class MemberList {

    private final List<Slot> slots;
    private final List<Slot> present;

    private MemberList(List<Slot> slots) {
        this.slots = slots;
        this.present =
                slots.stream().anyMatch(Slot::isHeld)
                        ? slots.stream().filter((slot) -> !slot.isHeld()).toList()
                        : slots;
    }

    /**
     * Creates a list of slots.
     *
     * @param slots the slots in any order, one for each id
     * @throws IllegalArgumentException if an id has two slots
     */
    public static MemberList of(Collection<Slot> slots) {
        List<Slot> sorted = slots.stream().sorted(Comparator.comparing(Slot::nodeId)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).nodeId().equals(sorted.get(i - 1).nodeId())) {
                throw new IllegalArgumentException("two slots of the id " + sorted.get(i).nodeId());
            }
        }
        return new MemberList(sorted);
    }

    /**
     * All slots, held ones included, sorted by the UTF-16 code units of their ids, as {@link
     * String#compareTo} sorts.
     */
    public List<Slot> slots() {
        return this.slots;
    }

    /** The slots that are not held, in the same order: the rotation of jobs by one member. */
    public List<Slot> present() {
        return this.present;
    }

    /** Number of slots, held ones included. */
    public int size() {
        return this.slots.size();
    }

    /**
     * The index of an id's slot among all slots.
     *
     * @return 0 … {@link #size()} − 1, or −1 if the id has none
     */
    public int indexOf(String nodeId) {
        int low = 0;
        int high = this.slots.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = this.slots.get(middle).nodeId().compareTo(nodeId);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Whether a boot of an id has a slot that is not held. */
    public boolean contains(String nodeId, Boot boot) {
        int index = indexOf(nodeId);
        return index >= 0 && boot.equals(this.slots.get(index).boot());
    }

    /** Whether an id is the only one that is present. Held slots do not count. */
    public boolean isOnly(String nodeId) {
        return this.present.size() == 1 && this.present.get(0).nodeId().equals(nodeId);
    }

    /**
     * The digest by which nodes compare their lists and rules: the first eight bytes, big-endian,
     * of the SHA-256 of
     *
     * <ol>
     *   <li>hold in nanoseconds, the epoch's length in beats, and the number expected, eight bytes
     *       each;
     *   <li>the degree of the overlay, eight bytes, if more slots than that and one are not held;
     *   <li>for each slot in order: the length of its id in UTF-8 bytes, four bytes; the id; one
     *       byte, 1 for a held slot and 0 else; and for a slot that is not held the incarnation and
     *       the random bits of its boot, eight bytes each.
     * </ol>
     *
     * All integers are big-endian.
     *
     * @param epochBeats length of an epoch
     * @param rules rules of this node
     * @return the digest; never 0, which stands for no list, but 1 instead
     */
    public long digest(long epochBeats, MemberRules rules) {
        ListHash hash = new ListHash();
        hash.add(rules.holdNanos());
        hash.add(epochBeats);
        hash.add((long) rules.expected());
        if (rules.isSparse(this.present.size())) {
            hash.add((long) rules.degree());
        }
        for (Slot slot : this.slots) {
            byte[] id = slot.nodeId().getBytes(StandardCharsets.UTF_8);
            hash.add(id.length);
            hash.add(id);
            Boot boot = slot.boot();
            hash.add((byte) ((boot == null) ? 1 : 0));
            if (boot != null) {
                hash.add(boot.incarnation());
                hash.add(boot.bits());
            }
        }
        return hash.first64Bits();
    }
}
