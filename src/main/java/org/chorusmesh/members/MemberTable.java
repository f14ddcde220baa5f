package org.chorusmesh.members;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * The other members and the tombstones, with their times and the order in which their news is
 * passed on.
 */
final class MemberTable {

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Rota rota;
    private final MemberTime time = new MemberTime();
    private final int maxIds;
    private final MemberRules rules;
    private final long holdNanos;
    private int present;
    private long ttlNanos = 1;
    private long periodNanos = 1;
    private long nextEndNanos = Long.MAX_VALUE;
    private long changes;
    private long refusedFull;

    /**
     * Creates an empty table.
     *
     * @param maxIds largest number of ids, tombstones included
     * @param salt differs from node to node
     */
    MemberTable(int maxIds, MemberRules rules, long salt) {
        this.rota = new Rota(salt);
        this.maxIds = maxIds;
        this.rules = rules;
        this.holdNanos = rules.holdNanos();
    }

    /** As {@link Members#age}. */
    void age(long wakingNanos, long sleptNanos, long ttlNanos, long periodNanos) {
        this.ttlNanos = ttlNanos;
        this.periodNanos = periodNanos;
        this.time.pass(wakingNanos, sleptNanos);
        boolean another =
                this.time.setMembersTtl(MembersTtl.nanos(this.present + 1, ttlNanos, periodNanos));
        // A sweep is rare, since most steps end nothing.
        if (another || this.time.wakingNanos() >= this.nextEndNanos) {
            sweep();
        }
    }

    private void sweep() {
        long now = this.time.wakingNanos();
        this.nextEndNanos = Long.MAX_VALUE;
        Iterator<Member> each = this.members.values().iterator();
        while (each.hasNext()) {
            Member member = each.next();
            if (now >= member.heldUntilNanos(this.time, this.holdNanos)) {
                member.release();
                this.changes++;
            }
            if (now >= member.endsNanos(this.time, this.holdNanos)) {
                if (!member.isPresent()) {
                    each.remove();
                    this.rota.remove(member);
                    continue;
                }
                member.leave(this.time, holds());
                this.present--;
                this.changes++;
                this.rota.addChanged(member);
            }
            expect(member);
        }
    }

    private void expect(Member member) {
        this.nextEndNanos =
                Math.min(
                        this.nextEndNanos,
                        Math.min(
                                member.endsNanos(this.time, this.holdNanos),
                                member.heldUntilNanos(this.time, this.holdNanos)));
    }

    private boolean holds() {
        return this.holdNanos > 0;
    }

    @Nullable Member find(String nodeId) {
        return this.members.get(nodeId);
    }

    /** All members and tombstones, in the order in which their ids became known. */
    Collection<Member> all() {
        return this.members.values();
    }

    /**
     * Adds an unknown id.
     *
     * @param firstHand whether the news comes from the member itself
     * @return false if the table is full
     */
    boolean add(
            String nodeId,
            Boot boot,
            long lamport,
            MemberState state,
            long ageNanos,
            boolean firstHand) {
        if (this.members.size() >= this.maxIds) {
            this.refusedFull++;
            return false;
        }
        Member member = new Member(nodeId, boot, lamport, state, ageNanos, this.time, holds());
        member.setFirstHand(firstHand);
        this.members.put(nodeId, member);
        this.present += member.isPresent() ? 1 : 0;
        this.changes++;
        this.rota.addChanged(member);
        expect(member);
        return true;
    }

    /**
     * Takes over newer news of a member.
     *
     * @param firstHand whether it comes from the member itself
     */
    void renew(
            Member member,
            Boot boot,
            long lamport,
            MemberState state,
            long ageNanos,
            boolean firstHand) {
        member.setFirstHand(firstHand);
        this.present -= member.isPresent() ? 1 : 0;
        boolean held = member.isHeld();
        boolean changed = member.hear(boot, lamport, state, ageNanos, this.time, holds());
        this.present += member.isPresent() ? 1 : 0;
        // Another goodbye holds a slot again that was released.
        if (changed || member.isHeld() != held) {
            this.changes++;
        }
        if (changed) {
            this.rota.addChanged(member);
        } else {
            this.rota.add(member);
        }
        expect(member);
    }

    /** As {@link Members#nextEntries}. */
    List<MemberEntry> nextEntries(int heard, int periods) {
        int firstHand = MembersTtl.ENTRIES_PER_PERIOD;
        int secondHand = MembersTtl.ENTRIES_PER_PERIOD;
        if (heard >= this.present) {
            firstHand =
                    MembersTtl.entriesIfAllHearAll(this.present, this.ttlNanos, this.periodNanos);
            secondHand = firstHand;
        } else if (this.rules.isOverlay(this.present + 1)) {
            firstHand = MembersTtl.entriesFirstHand(heard, this.ttlNanos, this.periodNanos);
            secondHand =
                    MembersTtl.entriesSecondHand(
                            this.present - heard, this.ttlNanos, this.periodNanos);
        }
        int most =
                Math.min(
                        periods * MembersTtl.ENTRIES_PER_PERIOD,
                        MembersTtl.MOST_ENTRIES_PER_REPORT);
        List<Member> next =
                this.rota.next(
                        most,
                        periods * firstHand,
                        periods * secondHand,
                        (each) -> each.circulates(this.time, this.holdNanos));
        List<MemberEntry> entries = new ArrayList<>(next.size());
        for (Member member : next) {
            entries.add(member.entry(this.time));
        }
        return entries;
    }

    /** As {@link Members#hasNews}. */
    boolean hasNews() {
        return this.rota.hasChanged();
    }

    MemberTime time() {
        return this.time;
    }

    /** The age from which on news of a member is not accepted. */
    long lifeNanos(MemberState state) {
        return this.time.lifeNanos(state, this.holdNanos);
    }

    /** Number of other members that are present. */
    int present() {
        return this.present;
    }

    long changes() {
        return this.changes;
    }

    long refusedFull() {
        return this.refusedFull;
    }
}
