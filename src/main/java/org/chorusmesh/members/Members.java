package org.chorusmesh.members;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chorusmesh.causality.AdmissionRule;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;

/**
 * Who belongs to the mesh, as this node knows it: from the reports of its peers, and from entries
 * in them about members that it may not hear itself. A member without news for one <em>members'
 * TTL</em> is absent; it leaves a tombstone, so that old news does not bring it back.
 *
 * <p>{@link #age} comes first in every step. Ids, boots and Lamport times are in range: the reader
 * of a report checks them.
 */
public final class Members {

    /** How many ids are known at most, tombstones included and this node not. */
    public static final int MAX_IDS = 16_384;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String ownId;
    private final Boot ownBoot;
    private final MemberTable table;
    private final RefusedBoots refused = new RefusedBoots();
    private MemberState ownState = MemberState.UNSETTLED;
    private long ownChanges;

    /**
     * A table with this node alone, not settled.
     *
     * @param ownId this node's id
     * @param ownBoot its boot
     * @param rules how long slots are held
     */
    public Members(String ownId, Boot ownBoot, MemberRules rules) {
        this.ownId = ownId;
        this.ownBoot = ownBoot;
        this.table = new MemberTable(MAX_IDS, rules.holdNanos());
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
        this.table.age(wakingNanos, sleptNanos, ttlNanos, periodNanos);
    }

    /**
     * Hears a member itself, in a report that the peer table has admitted. A smaller boot than the
     * known one is news only in a takeover, or if the known one has had no news for max(5 periods,
     * 1 s) longer than the report was under way. Entries of the boot that it displaces are then
     * refused for two members' TTL.
     *
     * @param nodeId its id; this node's own changes nothing
     * @param boot its boot
     * @param lamport the report's Lamport time
     * @param state what it says of itself; {@link MemberState#GONE} for a goodbye
     * @param queuedNanos how long the report had queued on its way, ≥ 0: one that a stalled
     *     connection let go is old news, and from the members' TTL on only a goodbye is news still
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
        MemberTime time = this.table.time();
        boolean old = state != MemberState.GONE && queuedNanos >= time.membersTtlNanos();
        if (old || nodeId.equals(this.ownId)) {
            return false;
        }
        Member known = this.table.find(nodeId);
        if (known == null) {
            this.refused.lift(nodeId, boot);
            return this.table.add(nodeId, boot, lamport, state, queuedNanos);
        }
        boolean displaceable = takeover || known.isDisplaceable(time, queuedNanos, periodNanos);
        Verdict verdict =
                AdmissionRule.judge(known.boot(), known.lamport(), boot, lamport, displaceable);
        // A takeover may set the Lamport time of one boot back.
        if (!verdict.isAdmitted() && !takeover) {
            return false;
        }
        this.refused.lift(nodeId, boot);
        if (boot.compareTo(known.boot()) < 0) {
            this.refused.add(nodeId, known.boot(), time);
        }
        this.table.renew(known, boot, lamport, state, queuedNanos);
        return true;
    }

    /**
     * Hears of a member, in an entry of another's report. It is news only if it is newer than what
     * is known, younger than the members' TTL (plus the hold, for one that has gone), and of no
     * boot that was displaced.
     *
     * @param entry the entry; one of this node itself changes nothing
     * @param queuedNanos how long the report that carried it had queued on its way, ≥ 0
     * @return whether it was news
     */
    public boolean hear(MemberEntry entry, long queuedNanos) {
        String nodeId = entry.nodeId();
        Member known = this.table.find(nodeId);
        // Mostly it says less than the member itself has said.
        if (known != null && !known.isOlderThan(entry)) {
            return false;
        }
        long youngerThanNanos = this.table.lifeNanos(entry.state()) - queuedNanos;
        if (entry.ageMillis() < 0
                || entry.ageMillis() > youngerThanNanos / NANOS_PER_MILLI
                || entry.ageMillis() * NANOS_PER_MILLI >= youngerThanNanos
                || nodeId.equals(this.ownId)) {
            return false;
        }
        if (this.refused.refuses(nodeId, entry.boot(), this.table.time())) {
            return false;
        }
        long ageNanos = entry.ageMillis() * NANOS_PER_MILLI + queuedNanos;
        if (known == null) {
            return this.table.add(nodeId, entry.boot(), entry.lamport(), entry.state(), ageNanos);
        }
        this.table.renew(known, entry.boot(), entry.lamport(), entry.state(), ageNanos);
        return true;
    }

    /**
     * Says what this node is.
     *
     * @param state {@link MemberState#SETTLED} or {@link MemberState#UNSETTLED}
     */
    public void self(MemberState state) {
        if (state != this.ownState) {
            this.ownState = state;
            this.ownChanges++;
        }
    }

    /**
     * The news of members that the next report carries, at most 16: first of those whose boot or
     * state changed and was not passed on yet, then of those passed on longest ago. None is older
     * than anyone would take it.
     *
     * @param heard how many members this node hears itself; where it hears all, it passes on fewer
     *     of those without a change
     */
    public List<MemberEntry> nextEntries(int heard) {
        return this.table.nextEntries(heard >= this.table.present());
    }

    /** Who is present and settled now, with the ids that are held. */
    public MemberList list() {
        List<Slot> slots = new ArrayList<>();
        if (this.ownState == MemberState.SETTLED) {
            slots.add(new Slot(this.ownId, this.ownBoot));
        }
        for (Member member : this.table.all()) {
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
     * @param ttlNanos the TTL
     */
    public int newsWithin(MemberList list, long ttlNanos) {
        int within = 0;
        for (Slot slot : list.present()) {
            Member member = this.table.find(slot.nodeId());
            boolean young =
                    (member != null)
                            ? member.isPresent()
                                    && member.boot().equals(slot.boot())
                                    && member.ageNanos(this.table.time()) < ttlNanos
                            : slot.nodeId().equals(this.ownId);
            within += young ? 1 : 0;
        }
        return within;
    }

    /** Everyone known, this node and tombstones included, by id. */
    public List<MemberView> views() {
        List<MemberView> views = new ArrayList<>();
        views.add(new MemberView(this.ownId, this.ownBoot, this.ownState, 0, 0, false));
        for (Member member : this.table.all()) {
            views.add(member.view(this.table.time()));
        }
        views.sort(Comparator.comparing(MemberView::nodeId));
        return List.copyOf(views);
    }

    /** How many are present, settled or not, this node included. */
    public int presentCount() {
        return this.table.present() + 1;
    }

    /** The members' TTL: how long a member without news stays present. */
    public long membersTtlNanos() {
        return this.table.time().membersTtlNanos();
    }

    /** Grows whenever the boot, state or hold of anyone changes, so that others need not look. */
    public long changes() {
        return this.table.changes() + this.ownChanges;
    }

    /** How many times an unknown id was refused because the table was full. */
    public long refusedFull() {
        return this.table.refusedFull();
    }
}
