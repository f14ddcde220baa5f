package org.chorusmesh.beat;

import java.util.List;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.Slot;

/** Who acts alone for a beat: everybody on the list in rotation. */
public final class Rotation {

    private Rotation() {}

    /**
     * The owner of a beat.
     *
     * @param list agreed on for the beat, not empty
     * @param number the beat's number, ≥ 0
     * @param every how many beats lie between two acts, ≥ 1
     * @return a node id
     */
    public static String owner(MemberList list, long number, long every) {
        List<Slot> present = list.present();
        return present.get((int) (number / every % present.size())).nodeId();
    }
}
