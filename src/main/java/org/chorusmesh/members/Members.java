package org.chorusmesh.members;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chorusmesh.causality.AdmissionRule;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;

/**
 * The members of the mesh that this node knows, from the reports of its peers and from the entries
 * in them on members that it may not hear itself. A member without news for one <em>members'
 * TTL</em> is absent; it leaves a tombstone, so that old news does not bring it back.
 *
 * <p>Call {@link #age} first in every step. Ids, boots and Lamport times must be in range; the
 * reader of a report checks them.
 */
public final class Members {

    /** The largest number of known ids, tombstones included and this node excluded. */
    public static final int MAX_IDS = 16_384;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String ownId;
    private final Boot ownBoot;
    private final MemberTable table;
    private final RefusedBoots refused = new RefusedBoots();
    private MemberState ownState = MemberState.UNSETTLED;
    private long ownChanges;

    /**
     * Creates a table with this node alone, not settled.
     *
     * @param ownId id of this node
     * @param ownBoot boot of this node
     * @param rules the rules of agreement
     */
    public Members(String ownId, Boot ownBoot, MemberRules rules) {
        this.ownId = ownId;
        this.ownBoot = ownBoot;
        this.table = new MemberTable(MAX_IDS, rules, ownBoot.bits());
    }

    /**
     * Advances time. Members without news for a members' TTL become absent, holds end, and
     * tombstones are discarded.
     *
     * @param wakingNanos waking time passed, ≥ 0: the silence of others grows by it
     * @param sleptNanos time passed beyond that, ≥ 0: the age of news grows by both
     * @param ttlNanos the TTL
     * @param periodNanos gossip period of this node
     */
    public void age(long wakingNanos, long sleptNanos, long ttlNanos, long periodNanos) {
        this.table.age(wakingNanos, sleptNanos, ttlNanos, periodNanos);
    }

    /**
     * Takes over news from a member itself, in a report that the peer table has admitted. A smaller
     * boot than the known one is news only in a takeover, or if the known one has had no news for
     * max(5 periods, 1 s) longer than the report was in transit. Entries of the replaced boot are
     * then refused for two members' TTL.
     *
     * @param nodeId its id; the id of this node has no effect
     * @param boot its boot
     * @param lamport the report's Lamport time
     * @param state its stated state; {@link MemberState#GONE} for a goodbye
     * @param queuedNanos how long the report was queued in transit, ≥ 0; if it is at least the
     *     members' TTL, as after a stalled connection, only a goodbye is news
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
            return this.table.add(nodeId, boot, lamport, state, queuedNanos, true);
        }
        boolean displaceable = takeover || known.isDisplaceable(time, queuedNanos, periodNanos);
        Verdict verdict =
                AdmissionRule.judge(known.boot(), known.lamport(), boot, lamport, displaceable);
        // A takeover may set back the Lamport time of a boot.
        if (!verdict.isAdmitted() && !takeover) {
            return false;
        }
        this.refused.lift(nodeId, boot);
        if (boot.compareTo(known.boot()) < 0) {
            this.refused.add(nodeId, known.boot(), time);
        }
        this.table.renew(known, boot, lamport, state, queuedNanos, true);
        return true;
    }

    /**
     * Takes over news of a member from an entry in the report of another. It is news only if it is
     * newer than the known state, younger than the members' TTL (plus the hold for a member that is
     * gone), and not of a boot that was replaced.
     *
     * @param entry the entry; one on this node has no effect
     * @param queuedNanos how long the report that carried it was queued in transit, ≥ 0
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
            return this.table.add(
                    nodeId, entry.boot(), entry.lamport(), entry.state(), ageNanos, false);
        }
        this.table.renew(known, entry.boot(), entry.lamport(), entry.state(), ageNanos, false);
        return true;
    }

    /**
     * Sets the state of this node.
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
     * The entries of the next report, at most 16 for each period and at most 128: first those whose
     * boot or state changed and was not passed on yet, then those that this node hears itself, then
     * the others, of each kind those passed on longest ago. Entries that are too old to be accepted
     * are left out. Where the members are neighbours on an overlay, or all hear all, there are
     * fewer without a change, since each node receives the news of a member from many.
     *
     * @param heard number of members that this node hears itself
     * @param periods number of gossip periods since the last report, ≥ 1, so that news circulates
     *     as fast however often this node reports
     */
    public List<MemberEntry> nextEntries(int heard, int periods) {
        return this.table.nextEntries(heard, periods);
    }

    /** Whether a boot or state has changed and was not passed on yet. */
    public boolean hasNews() {
        return this.table.hasNews();
    }

    /** The list of members that are present and settled now, with the ids that are held. */
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
     * Number of members of a list with news younger than one TTL, this node included. The true age
     * decides, so no news is young after a sleep.
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

    /** All known members, this node and tombstones included, in order of their ids. */
    public List<MemberView> views() {
        List<MemberView> views = new ArrayList<>();
        views.add(new MemberView(this.ownId, this.ownBoot, this.ownState, 0, 0, false));
        for (Member member : this.table.all()) {
            views.add(member.view(this.table.time()));
        }
        views.sort(Comparator.comparing(MemberView::nodeId));
        return List.copyOf(views);
    }

    /** Number of present members, settled or not, this node included. */
    public int presentCount() {
        return this.table.present() + 1;
    }

    /** The members' TTL: how long a member without news stays present. */
    public long membersTtlNanos() {
        return this.table.time().membersTtlNanos();
    }

    /**
     * A counter that increases whenever the boot, state or hold of a member changes, so that others
     * can detect changes.
     */
    public long changes() {
        return this.table.changes() + this.ownChanges;
    }

    /** How often an unknown id was refused because the table was full. */
    public long refusedFull() {
        return this.table.refusedFull();
    }
}
