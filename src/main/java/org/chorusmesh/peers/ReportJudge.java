package org.chorusmesh.peers;

import org.chorusmesh.causality.AdmissionRule;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Judges reports by the known state of their ids: the peer in the table or, if there is none, the
 * latest tombstone. All times are waking time of the table.
 */
final class ReportJudge {

    private final KnownPaths paths;
    private final Remedies remedies;
    private final Tombstones tombstones;
    private final TakeoverLimit takeovers;
    private boolean tombstonesLaid;

    /**
     * @param maxIds largest number of ids with tombstones
     * @param paths the paths of boots that fell silent
     * @param remedies the remedies of the node
     */
    ReportJudge(int maxIds, KnownPaths paths, Remedies remedies) {
        this.paths = paths;
        this.remedies = remedies;
        this.tombstones = new Tombstones(maxIds);
        this.takeovers = new TakeoverLimit(maxIds);
    }

    /**
     * Judges a report without an effect.
     *
     * @param receivedNanos its receipt on this node's clock
     * @param known the peer with its id; null if it is not in the table
     */
    Verdict judge(
            Report report,
            long receivedNanos,
            @Nullable Peer known,
            long wakingNanos,
            long ttlNanos) {
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
            if (verdict.isAdmitted()
                    && this.paths.isOutdated(report, receivedNanos, wakingNanos, ttlNanos)) {
                // It would displace a peer that is heard, and be evicted in the same step.
                return Verdict.STALE;
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
     * Records a takeover.
     *
     * @param displaced the peer that was in the table; null if there was only a tombstone
     */
    void countTakeover(String nodeId, @Nullable Peer displaced, long wakingNanos) {
        this.takeovers.count(nodeId, wakingNanos);
        if (displaced != null) {
            lay(displaced, wakingNanos);
        }
    }

    /** Lays a tombstone for a peer that leaves the table. */
    void lay(Peer peer, long wakingNanos) {
        this.tombstones.lay(peer.nodeId(), peer.tombstone(wakingNanos));
        this.tombstonesLaid = true;
    }

    /** Removes the tombstones of peers that left one TTL ago. */
    void expire(long wakingNanos, long ttlNanos) {
        // Most steps have no tombstone to remove.
        if (this.tombstonesLaid) {
            this.tombstonesLaid = this.tombstones.expire(wakingNanos, ttlNanos);
        }
    }
}
