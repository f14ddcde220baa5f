package org.chorusmesh.members;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The order in which news of members is passed on: first of members that have changed since, then
 * of those that this node hears itself, then of the others. Those that it hears itself follow each
 * other as they were passed on. The others go round in an order that is this node's own: if all
 * neighbours of a node passed on the same members at the same time, it would wait for the rest for
 * as long as a round takes.
 */
final class Rota {

    /** Where a member of one rota waits in it. */
    enum Place {
        /** Nowhere: its news is too old. */
        NONE,
        /** Before all who have not changed. */
        CHANGED,
        /** Behind those heard here that were passed on longer ago. */
        FIRST_HAND,
        /** Among the others. */
        SECOND_HAND
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Set<Member> changed = new LinkedHashSet<>();
    private final Set<Member> firstHand = new LinkedHashSet<>();
    private final NavigableSet<Member> secondHand;
    private final long salt;
    private @Nullable Member last;

    /**
     * @param salt differs from node to node
     */
    Rota(long salt) {
        this.salt = salt;
        this.secondHand =
                new TreeSet<>(Comparator.comparingLong(this::turn).thenComparing(Member::nodeId));
    }

    /** Mixes all bits (the finalizer of SplitMix64: Steele, Lea and Flood, 2014). */
    private long turn(Member member) {
        long z = this.salt + GOLDEN * member.nodeId().hashCode();
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Adds a member whose boot or state has changed. */
    void addChanged(Member member) {
        if (member.place() != Place.CHANGED) {
            remove(member);
            member.setPlace(Place.CHANGED);
            this.changed.add(member);
        }
    }

    /** Adds a member with news but without a change. */
    void add(Member member) {
        if (member.place() == Place.NONE) {
            member.setPlace(member.isFirstHand() ? Place.FIRST_HAND : Place.SECOND_HAND);
            (member.isFirstHand() ? this.firstHand : this.secondHand).add(member);
        }
    }

    /** Removes a member; another one with its id may take its place. */
    void remove(Member member) {
        switch (member.place()) {
            case CHANGED -> this.changed.remove(member);
            case FIRST_HAND -> this.firstHand.remove(member);
            case SECOND_HAND -> this.secondHand.remove(member);
            case NONE -> {
                // Is in none of them.
            }
        }
        member.setPlace(Place.NONE);
    }

    /** Whether a member has changed and was not passed on since. */
    boolean hasChanged() {
        return !this.changed.isEmpty();
    }

    /**
     * Takes the next members. They wait for the next round, each among those of its kind by then.
     *
     * @param most largest number of members
     * @param firstHandMost largest number of those heard here that have not changed
     * @param secondHandMost largest number of the others that have not changed
     * @param circulates whether the news of a member is young enough; other members leave the rota
     *     until their next news
     */
    List<Member> next(
            int most, int firstHandMost, int secondHandMost, Predicate<Member> circulates) {
        List<Member> next = new ArrayList<>();
        take(this.changed.iterator(), next, most, circulates);
        take(
                this.firstHand.iterator(),
                next,
                Math.min(most, next.size() + firstHandMost),
                circulates);
        int secondHandUntil = Math.min(most, next.size() + secondHandMost);
        Member before = this.last;
        if (before != null) {
            take(
                    this.secondHand.tailSet(before, false).iterator(),
                    next,
                    secondHandUntil,
                    circulates);
            take(
                    this.secondHand.headSet(before, true).iterator(),
                    next,
                    secondHandUntil,
                    circulates);
        } else {
            take(this.secondHand.iterator(), next, secondHandUntil, circulates);
        }
        next.forEach(this::add);
        return next;
    }

    private void take(
            Iterator<Member> from, List<Member> to, int most, Predicate<Member> circulates) {
        while (to.size() < most && from.hasNext()) {
            Member member = from.next();
            from.remove();
            if (member.place() == Place.SECOND_HAND) {
                this.last = member;
            }
            member.setPlace(Place.NONE);
            if (circulates.test(member)) {
                to.add(member);
            }
        }
    }
}
