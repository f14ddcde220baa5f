package org.chorusmesh.peers;

import org.chorusmesh.causality.AdmissionRule;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Judges reports against what is known of their ids: the peer in the table or, where there is none,
 * the tombstone of the last that was. All times are the table's waking time.
 */
final class ReportJudge {

    private final Remedies remedies;
    private final Tombstones tombstones;
    private final TakeoverLimit takeovers;
    private boolean tombstonesLaid;

    /**
     * A judge who knows of nobody yet.
     *
     * @param maxIds of how many ids it remembers what was
     * @param remedies what is done about the network
     */
    ReportJudge(int maxIds, Remedies remedies) {
        this.remedies = remedies;
        this.tombstones = new Tombstones(maxIds);
        this.takeovers = new TakeoverLimit(maxIds);
    }

    /**
     * Judges a report; nothing changes by that.
     *
     * @param known the peer of its id; null if none is in the table
     */
    Verdict judge(Report report, @Nullable Peer known, long wakingNanos) {
        if (!this.remedies.orders()) {
            boolean restarted = known != null && !known.boot().equals(report.boot());
            return restarted ? Verdict.RESTARTED : Verdict.ADMITTED;
        }
        String nodeId = report.nodeId();
        Verdict verdict;
        if (known != null) {
            boolean displaceable = known.isDisplaceable(wakingNanos);
            verdict = judge(report, known.boot(), known.lamport(), displaceable, wakingNanos);
            if (verdict == Verdict.ADMITTED) {
                return verdict;
            }
        } else {
            Tombstone last = this.tombstones.last(nodeId);
            if (last == null) {
                return Verdict.ADMITTED;
            }
            boolean displaceable =
                    AdmissionRule.isDisplaceable(
                            wakingNanos - last.silentSinceNanos(), last.periodNanos());
            verdict = judge(report, last.boot(), last.lamport(), displaceable, wakingNanos);
        }
        if (verdict.isAdmitted()) {
            Tombstone own = this.tombstones.of(nodeId, report.boot());
            if (own != null && report.lamport() <= own.lamport()) {
                return Verdict.STALE;
            }
        }
        return verdict;
    }

    private Verdict judge(
            Report report, Boot boot, long lamport, boolean displaceable, long wakingNanos) {
        return AdmissionRule.judge(
                boot,
                lamport,
                report.boot(),
                report.lamport(),
                displaceable && this.takeovers.allows(report.nodeId(), wakingNanos));
    }

    /**
     * A takeover has come about.
     *
     * @param displaced who was in the table; null if only a tombstone stood against it
     */
    void countTakeover(String nodeId, @Nullable Peer displaced, long wakingNanos) {
        this.takeovers.count(nodeId, wakingNanos);
        if (displaced != null) {
            lay(displaced, wakingNanos);
        }
    }

    /** A peer leaves the table. */
    void lay(Peer peer, long wakingNanos) {
        this.tombstones.lay(peer.nodeId(), peer.tombstone(wakingNanos));
        this.tombstonesLaid = true;
    }

    /** Forgets who left one TTL ago. */
    void expire(long wakingNanos, long ttlNanos) {
        // Asked by every step, of which hardly any has something to forget.
        if (this.tombstonesLaid) {
            this.tombstonesLaid = this.tombstones.expire(wakingNanos, ttlNanos);
        }
    }
}
