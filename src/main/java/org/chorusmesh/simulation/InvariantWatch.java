package org.chorusmesh.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.Settings;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.peers.Remedies;

/**
 * Looks over one node's shoulder after each of its steps. It keeps its own account of waking time
 * and of when a peer's state was last renewed, so that it does not believe the node what it is to
 * prove.
 */
final class InvariantWatch {

    private static final int MAX_BREACHES = 20;

    private record Known(
            Boot boot,
            long lamport,
            long renewedWakingNanos,
            long silenceNanos,
            long presentUntilWakingNanos,
            long seenAtStep) {

        Known until(long goneAtWakingNanos) {
            return new Known(
                    this.boot,
                    this.lamport,
                    this.renewedWakingNanos,
                    this.silenceNanos,
                    goneAtWakingNanos,
                    this.seenAtStep);
        }
    }

    private final List<Breach> breaches;
    private final Remedies remedies;
    private final Map<String, Known> known = new HashMap<>();
    private Node life;
    private long takeovers;
    private long lamport;
    private long atNanos;
    private long wakingNanos;
    private long step;

    InvariantWatch(List<Breach> breaches, Remedies remedies, Node life) {
        this.breaches = breaches;
        this.remedies = remedies;
        this.life = life;
        this.atNanos = life.atNanos();
    }

    /**
     * Checks a step.
     *
     * @param arrivals what the step drained
     */
    void afterStep(long nanos, Member member, List<Arrival> arrivals) {
        Node node = member.node;
        if (node != this.life) {
            this.life = node;
            this.known.clear();
            this.takeovers = 0;
            this.lamport = 0;
            this.wakingNanos = 0;
            this.atNanos = node.atNanos();
        }
        this.step++;
        NodeSnapshot now = node.snapshot();
        Settings settings = now.settings();
        long grown =
                Math.min(Math.max(0, now.atNanos() - this.atNanos), settings.gossipPeriodNanos());
        this.wakingNanos += grown;
        this.atNanos = Math.max(this.atNanos, now.atNanos());
        checkClock(nanos, member, now);
        checkPeers(nanos, member, now, grown, arrivals);
    }

    private void checkClock(long nanos, Member member, NodeSnapshot now) {
        long rise = now.lamport() - this.lamport;
        boolean atEnd = now.lamport() == LamportClock.MAX;
        if ((rise < 1 && !atEnd)
                || rise > LamportClock.MAX_RISE_PER_STEP
                || now.lamport() > LamportClock.MAX) {
            breach(Invariant.CLOCK_BOUND, nanos, "%s rose by %d".formatted(member.nodeId, rise));
        }
        this.lamport = now.lamport();
    }

    private void checkPeers(
            long nanos, Member member, NodeSnapshot now, long grown, List<Arrival> arrivals) {
        long ttlNanos = now.settings().ttlNanos();
        long takeoversLeft = now.verdicts().get(Verdict.TAKEOVER) - this.takeovers;
        this.takeovers += takeoversLeft;
        // A tombstone remembers for one TTL; what comes after that is new. It goes before the step
        // admits anything, and a step after a stall can be a long one.
        this.known
                .values()
                .removeIf((gone) -> this.wakingNanos - gone.presentUntilWakingNanos() >= ttlNanos);
        Map<String, Known> gone = new HashMap<>(this.known);
        for (PeerView peer : now.peers()) {
            Known before = gone.remove(peer.nodeId());
            boolean sameBoot = before != null && before.boot().equals(peer.boot());
            if (before != null
                    && isBack(before, peer)
                    && takeoversLeft-- <= 0
                    && this.remedies.orders()) {
                breach(
                        Invariant.NEVER_BACK,
                        nanos,
                        "%s's state of %s went back from %s/%d to %s/%d"
                                .formatted(
                                        member.nodeId,
                                        peer.nodeId(),
                                        before.boot(),
                                        before.lamport(),
                                        peer.boot(),
                                        peer.lamport()));
            }
            boolean renewed = !sameBoot || before.lamport() != peer.lamport();
            long renewedAt = renewed ? this.wakingNanos : before.renewedWakingNanos();
            if (this.remedies.forgets()) {
                long silent = this.wakingNanos - renewedAt;
                if (peer.weight() > 0 && Math.max(silent, peer.silenceNanos()) >= ttlNanos) {
                    breach(
                            Invariant.SILENT_OUT,
                            nanos,
                            "%s counts %s after %d ns"
                                    .formatted(member.nodeId, peer.nodeId(), silent));
                }
                if (sameBoot
                        && before.seenAtStep() == this.step - 1
                        && peer.silenceNanos() > before.silenceNanos() + grown) {
                    breach(
                            Invariant.NO_OWN_STALL,
                            nanos,
                            "%s's silence of %s rose from %d to %d ns in %d"
                                    .formatted(
                                            member.nodeId,
                                            peer.nodeId(),
                                            before.silenceNanos(),
                                            peer.silenceNanos(),
                                            grown));
                }
            }
            this.known.put(
                    peer.nodeId(),
                    new Known(
                            peer.boot(),
                            peer.lamport(),
                            renewedAt,
                            peer.silenceNanos(),
                            this.wakingNanos,
                            this.step));
        }
        for (Map.Entry<String, Known> entry : gone.entrySet()) {
            String id = entry.getKey();
            Known before = entry.getValue();
            if (takeoversLeft > 0 && isJustGone(before) && saysGoodbye(id, arrivals)) {
                // Who took over said goodbye in the same step; what it displaced is over too.
                takeoversLeft--;
                this.known.remove(id);
            } else {
                checkGone(nanos, member, id, before, grown, ttlNanos, arrivals);
            }
        }
    }

    private boolean isJustGone(Known before) {
        return before.seenAtStep() == this.step - 1;
    }

    private static boolean isBack(Known before, PeerView peer) {
        int order = peer.boot().compareTo(before.boot());
        // A jump within one boot by more than the rule allows counts as a takeover too.
        return order < 0 || (order == 0 && peer.lamport() < before.lamport());
    }

    private void checkGone(
            long nanos,
            Member member,
            String id,
            Known before,
            long grown,
            long ttlNanos,
            List<Arrival> arrivals) {
        boolean justGone = isJustGone(before);
        if (justGone && before.silenceNanos() + grown < ttlNanos && !saysGoodbye(id, arrivals)) {
            breach(
                    Invariant.NO_OWN_STALL,
                    nanos,
                    "%s evicted %s after a silence of %d ns"
                            .formatted(member.nodeId, id, before.silenceNanos() + grown));
        }
        if (justGone) {
            this.known.put(id, before.until(this.wakingNanos));
        }
    }

    private static boolean saysGoodbye(String id, List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            if (arrival.report().goodbye() && arrival.report().nodeId().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private void breach(Invariant invariant, long nanos, String detail) {
        if (this.breaches.size() < MAX_BREACHES) {
            this.breaches.add(new Breach(invariant, nanos, detail));
        }
    }
}
