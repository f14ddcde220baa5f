package org.chorusmesh.beat;

import java.util.List;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.Slot;

/** Determines the owner of a beat: the present members of a list in rotation. */
public final class Rotation {

    private Rotation() {}

    /**
     * The owner of a beat.
     *
     * @param list the agreed list for the beat, with at least one present member
     * @param number number of the beat, ≥ 0
     * @param every beats from one act to the next, ≥ 1
     * @return a node id
     */
    public static String owner(MemberList list, long number, long every) {
        List<Slot> present = list.present();
        return present.get((int) (number / every % present.size())).nodeId();
    }
}
