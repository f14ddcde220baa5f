package org.chorusmesh.members;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.AdmissionRule;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;

/**
 * Who belongs to the mesh, as this node knows it: from the reports of its peers, and from entries
 * in them about members that it may not hear itself. A member without news for one <em>members'
 * TTL</em> is absent; it leaves a tombstone, so that old news does not bring it back.
 *
 * <p>{@link #age} comes first in every step. Ids, Lamport times and boots are in range: whoever
 * reads a report checks them.
 */
public final class Members {

    /** How many ids are known at most, tombstones included. */
    public static final int MAX_IDS = 16_384;

    private final String ownId;
    private final Boot ownBoot;
    private final long holdNanos;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Rota rota = new Rota();
    private final RefusedBoots refused = new RefusedBoots();
    private final MemberTime time = new MemberTime();
    private MemberState ownState = MemberState.UNSETTLED;
    private int present = 1;
    private long nextEndNanos = Long.MAX_VALUE;
    private long changes;
    private long refusedFull;

    /**
     * A table with this node alone, not settled.
     *
     * @param ownId this node's id
     * @param ownBoot its boot
     * @param rules whether slots are held, and for how long
     */
    public Members(String ownId, Boot ownBoot, MemberRules rules) {
        this.ownId = ownId;
        this.ownBoot = ownBoot;
        this.holdNanos = rules.holdNanos();
    }

    /**
     * Lets time pass. Members without news for a members' TTL become absent, holds pass, and
     * tombstones are forgotten.
     *
     * @param wakingNanos waking time passed, ≥ 0: the silence of others grows by it
     * @param sleptNanos time passed beyond that, ≥ 0: the age of news grows by both
     * @param ttlNanos the TTL
     * @param periodNanos how often this node reports
     */
    public void age(long wakingNanos, long sleptNanos, long ttlNanos, long periodNanos) {
        this.time.pass(wakingNanos, sleptNanos);
        boolean another =
                this.time.setMembersTtl(MembersTtl.nanos(this.present, ttlNanos, periodNanos));
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
            if (member.isHeld() && now >= member.heldUntilNanos(this.time, this.holdNanos)) {
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

    /**
     * Hears a member itself, in a report that the peer table has admitted.
     *
     * @param nodeId its id; this node's own changes nothing
     * @param boot its boot
     * @param lamport the report's Lamport time
     * @param state what it says of itself; {@link MemberState#GONE} for a goodbye
     * @param queuedNanos how long the report had queued on its way, ≥ 0: one that a stalled
     *     connection let go is old news
     * @param periodNanos how often the member reports
     * @param takeover whether the peer table admitted it in place of another boot, or of a Lamport
     *     time far off
     * @return whether it was news
     */
    public boolean hear(
            String nodeId,
            Boot boot,
            long lamport,
            MemberState state,
            long queuedNanos,
            long periodNanos,
            boolean takeover) {
        if (nodeId.equals(this.ownId)) {
            return false;
        }
        Member known = this.members.get(nodeId);
        if (known == null) {
            this.refused.lift(nodeId, boot);
            return add(nodeId, boot, lamport, state, queuedNanos);
        }
        boolean displaceable =
                takeover || known.isDisplaceable(this.time, queuedNanos, periodNanos);
        Verdict verdict =
                AdmissionRule.judge(known.boot(), known.lamport(), boot, lamport, displaceable);
        if (!verdict.isAdmitted() && !takeover) {
            return false;
        }
        this.refused.lift(nodeId, boot);
        if (boot.compareTo(known.boot()) < 0) {
            this.refused.add(nodeId, known.boot(), this.time);
        }
        renew(known, boot, lamport, state, queuedNanos);
        return true;
    }

    /**
     * Hears of a member, in an entry of another's report.
     *
     * @param entry taken only if it is newer than what is known and young enough
     * @param queuedNanos how long the report that carried it had queued on its way, ≥ 0
     * @return whether it was news
     */
    public boolean hear(MemberEntry entry, long queuedNanos) {
        String nodeId = entry.nodeId();
        long lifeNanos = this.time.lifeNanos(entry.state(), this.holdNanos);
        if (entry.ageMillis() < 0
                || entry.ageMillis() > lifeNanos / 1_000_000
                || entry.ageMillis() * 1_000_000 >= lifeNanos - queuedNanos
                || nodeId.equals(this.ownId)) {
            return false;
        }
        long ageNanos = entry.ageMillis() * 1_000_000 + queuedNanos;
        Member known = this.members.get(nodeId);
        if (known != null) {
            Verdict verdict =
                    AdmissionRule.judge(
                            known.boot(), known.lamport(), entry.boot(), entry.lamport(), false);
            if (!verdict.isAdmitted()) {
                return false;
            }
        }
        if (this.refused.refuses(nodeId, entry.boot(), this.time)) {
            return false;
        }
        if (known == null) {
            return add(nodeId, entry.boot(), entry.lamport(), entry.state(), ageNanos);
        }
        renew(known, entry.boot(), entry.lamport(), entry.state(), ageNanos);
        return true;
    }

    private boolean add(
            String nodeId, Boot boot, long lamport, MemberState state, long ageNanos) {
        if (this.members.size() >= MAX_IDS) {
            this.refusedFull++;
            return false;
        }
        Member member = new Member(nodeId, boot, lamport, state, ageNanos, this.time, holds());
        this.members.put(nodeId, member);
        this.present += member.isPresent() ? 1 : 0;
        this.changes++;
        this.rota.addChanged(member);
        expect(member);
        return true;
    }

    private void renew(Member member, Boot boot, long lamport, MemberState state, long ageNanos) {
        this.present -= member.isPresent() ? 1 : 0;
        boolean changed = member.hear(boot, lamport, state, ageNanos, this.time, holds());
        this.present += member.isPresent() ? 1 : 0;
        if (changed) {
            this.changes++;
            this.rota.addChanged(member);
        } else {
            this.rota.add(member);
        }
        expect(member);
    }

    /**
     * Says what this node is.
     *
     * @param state {@link MemberState#SETTLED} or {@link MemberState#UNSETTLED}
     */
    public void self(MemberState state) {
        if (state != this.ownState) {
            this.ownState = state;
            this.changes++;
        }
    }

    /** The news of members that the next report carries, at most 16. */
    public List<MemberEntry> nextEntries() {
        List<MemberEntry> entries = new ArrayList<>(MembersTtl.ENTRIES_PER_REPORT);
        for (Member member :
                this.rota.next(
                        MembersTtl.ENTRIES_PER_REPORT,
                        (each) -> each.circulates(this.time, this.holdNanos))) {
            entries.add(member.entry(this.time));
        }
        return entries;
    }

    /** Who is present and settled now, with the ids that are held. */
    public MemberList list() {
        List<Slot> slots = new ArrayList<>(this.members.size() + 1);
        if (this.ownState == MemberState.SETTLED) {
            slots.add(new Slot(this.ownId, this.ownBoot));
        }
        for (Member member : this.members.values()) {
            if (member.isListed()) {
                slots.add(member.slot());
            }
        }
        return MemberList.of(slots);
    }

    /**
     * How many of a list have news younger than one TTL, this node included. The true age decides:
     * after a sleep nobody's news is young.
     *
     * @param list a frozen list; held slots do not count
     */
    public int newsWithin(MemberList list, long ttlNanos) {
        int within = 0;
        for (Slot slot : list.present()) {
            Member member = this.members.get(slot.nodeId());
            boolean young =
                    (member != null)
                            ? member.isPresent()
                                    && member.boot().equals(slot.boot())
                                    && member.ageNanos(this.time) < ttlNanos
                            : slot.nodeId().equals(this.ownId);
            within += young ? 1 : 0;
        }
        return within;
    }

    /** Everyone known, this node and tombstones included, by id. */
    public List<MemberView> views() {
        List<MemberView> views = new ArrayList<>(this.members.size() + 1);
        views.add(new MemberView(this.ownId, this.ownBoot, this.ownState, 0, 0, false));
        for (Member member : this.members.values()) {
            views.add(member.view(this.time));
        }
        views.sort(Comparator.comparing(MemberView::nodeId));
        return views;
    }

    /** How many are present, settled or not, this node included. */
    public int presentCount() {
        return this.present;
    }

    /** How long a member without news stays present: the members' TTL. */
    public long membersTtlNanos() {
        return this.time.membersTtlNanos();
    }

    /** Grows whenever a boot, a state or a hold changes, so that others need not look. */
    public long changes() {
        return this.changes;
    }

    /** How many times an unknown id was refused because the table was full. */
    public long refusedFull() {
        return this.refusedFull;
    }
}
