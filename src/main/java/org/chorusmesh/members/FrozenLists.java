package org.chorusmesh.members;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lists that this node has frozen, for the last {@value #KEPT} epochs. A frozen list never
 * changes, so what others know of it cannot become outdated.
 */
public final class FrozenLists {

    private static final int KEPT = 4;

    private final @Nullable FrozenList[] kept = new FrozenList[KEPT];

    /**
     * Freezes the list of an epoch. It cannot change afterwards.
     *
     * @param epoch the epoch, ≥ 0
     * @param list the list
     * @param digest its digest with the present settings of this node
     * @return false, without an effect, if that epoch or one that replaced it has a list already
     */
    public boolean freeze(long epoch, MemberList list, long digest) {
        int place = place(epoch);
        FrozenList there = this.kept[place];
        if (there != null && there.epoch() >= epoch) {
            return false;
        }
        this.kept[place] = new FrozenList(epoch, list, digest);
        return true;
    }

    /** The list of an epoch; null if none was frozen, or not within the last {@value #KEPT}. */
    public @Nullable FrozenList get(long epoch) {
        FrozenList there = this.kept[place(epoch)];
        return (there != null && there.epoch() == epoch) ? there : null;
    }

    /** Discards all, as when the length of an epoch changes. */
    public void clear() {
        Arrays.fill(this.kept, null);
    }

    private static int place(long epoch) {
        return (int) Math.floorMod(epoch, (long) KEPT);
    }
}
