package org.chorusmesh.members;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whose news the next report passes on: those who have changed and were not passed on since, then
 * those passed on longest ago.
 */
final class Rota {

    /** Where a member of one rota waits in it. */
    enum Place {
        /** Nowhere: its news is too old. */
        NONE,
        /** Before all who have not changed. */
        CHANGED,
        /** Behind those passed on longer ago. */
        IN_TURN
    }

    private final Set<Member> changed = new LinkedHashSet<>();
    private final Set<Member> inTurn = new LinkedHashSet<>();

    /** News of a member whose boot or state is another. */
    void addChanged(Member member) {
        if (member.place() == Place.IN_TURN) {
            this.inTurn.remove(member);
        }
        if (member.place() != Place.CHANGED) {
            member.setPlace(Place.CHANGED);
            this.changed.add(member);
        }
    }

    /** News of a member that is as it was. */
    void add(Member member) {
        if (member.place() == Place.NONE) {
            member.setPlace(Place.IN_TURN);
            this.inTurn.add(member);
        }
    }

    /**
     * The next members, who then go to the end.
     *
     * @param most how many at most
     * @param inTurnMost how many at most while there is no change to pass on
     * @param circulates whose news is young enough; others leave the rota until their next news
     */
    List<Member> next(int most, int inTurnMost, Predicate<Member> circulates) {
        List<Member> next =
                new ArrayList<>(Math.min(most, this.changed.size() + this.inTurn.size()));
        take(this.changed, next, most, circulates);
        take(this.inTurn, next, inTurnMost, circulates);
        next.forEach(this::add);
        return next;
    }

    private static void take(
            Set<Member> from, List<Member> to, int most, Predicate<Member> circulates) {
        Iterator<Member> members = from.iterator();
        while (to.size() < most && members.hasNext()) {
            Member member = members.next();
            members.remove();
            member.setPlace(Place.NONE);
            if (circulates.test(member)) {
                to.add(member);
            }
        }
    }
}
