package org.chorusmesh.members;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The order in which news of members is passed on: first of members that have changed since, then
 * of those passed on longest ago.
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

    /** Adds a member whose boot or state has changed. */
    void addChanged(Member member) {
        if (member.place() == Place.IN_TURN) {
            this.inTurn.remove(member);
        }
        if (member.place() != Place.CHANGED) {
            member.setPlace(Place.CHANGED);
            this.changed.add(member);
        }
    }

    /** Adds a member with news but without a change. */
    void add(Member member) {
        if (member.place() == Place.NONE) {
            member.setPlace(Place.IN_TURN);
            this.inTurn.add(member);
        }
    }

    /** Whether a member has changed and was not passed on since. */
    boolean hasChanged() {
        return !this.changed.isEmpty();
    }

    /**
     * Takes the next members, and moves them to the end.
     *
     * @param most largest number of members
     * @param inTurnMost largest number if none has changed
     * @param circulates whether the news of a member is young enough; other members leave the rota
     *     until their next news
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
