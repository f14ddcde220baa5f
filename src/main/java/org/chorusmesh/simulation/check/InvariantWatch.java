package org.chorusmesh.simulation.check;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.chorusmesh.causality.AdmissionRule;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.peers.Remedies;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.mesh.Member;

/**
 * Checks one node after each of its steps. It computes waking time and the renewal of each peer's
 * state by itself, so that it does not rely on the node under test.
 */
public final class InvariantWatch {

    private static final int MAX_BREACHES = 20;

    /** What the watch recorded of one peer id. */
    private static final class Known {

        private Boot boot;
        private long lamport;
        private long renewedWakingNanos;
        private long silenceNanos;
        private long presentUntilWakingNanos;
        private long seenAtStep;

        Known(Boot boot) {
            this.boot = boot;
        }

        void see(PeerView peer, long renewedAt, long wakingNanos, long step) {
            this.boot = peer.boot();
            this.lamport = peer.lamport();
            this.renewedWakingNanos = renewedAt;
            this.silenceNanos = peer.silenceNanos();
            this.presentUntilWakingNanos = wakingNanos;
            this.seenAtStep = step;
        }
    }

    private final List<Breach> breaches;
    private final Remedies remedies;
    private final Map<String, Known> known = new HashMap<>();
    private Object life;
    private Predicate<String> released = (nodeId) -> false;
    private long takeovers;
    private long lamport;
    private long atNanos;
    private long wakingNanos;
    private long untilStepNanos;
    private long periodNanos;
    private long step;
    private int absent;

    InvariantWatch(List<Breach> breaches, Remedies remedies, Node life) {
        this.breaches = breaches;
        this.remedies = remedies;
        this.life = life;
        this.atNanos = life.atNanos();
    }

    /**
     * Checks a step of the member's node. A new boot starts a new record.
     *
     * @param arrivals the reports that the step drained
     * @param result what the step returned
     */
    void afterStep(long nanos, Member member, List<Arrival> arrivals, StepResult result) {
        Node node = member.node();
        if (node != this.life) {
            this.life = node;
            this.known.clear();
            this.absent = 0;
            this.takeovers = 0;
            this.lamport = 0;
            this.wakingNanos = 0;
            this.atNanos = node.atNanos();
            this.untilStepNanos = 0;
            this.periodNanos = 0;
        }
        this.released = member::hasForgotten;
        afterStep(nanos, node.snapshot(), arrivals);
        this.untilStepNanos = result.untilNextNanos();
    }

    /**
     * Checks a step of the same boot.
     *
     * @param now the snapshot after the step
     */
    void afterStep(long nanos, NodeSnapshot now, List<Arrival> arrivals) {
        this.step++;
        Settings settings = now.settings();
        // A new period holds from the next step on.
        long period = Math.max(this.periodNanos, settings.gossipPeriodNanos());
        this.periodNanos = settings.gossipPeriodNanos();
        long awake = Math.max(period, this.untilStepNanos);
        long grown = Math.min(Math.max(0, now.atNanos() - this.atNanos), awake);
        this.wakingNanos += grown;
        this.atNanos = Math.max(this.atNanos, now.atNanos());
        checkFinite(nanos, now);
        checkClock(nanos, now);
        checkPeers(nanos, now, grown, arrivals);
    }

    private void checkFinite(long nanos, NodeSnapshot now) {
        boolean finite = Double.isFinite(now.phase()) && Double.isFinite(now.frequency());
        for (PeerView peer : now.peers()) {
            finite &=
                    Double.isFinite(peer.phase())
                            && Double.isFinite(peer.frequency())
                            && peer.weight() >= 0
                            && peer.weight() <= 1;
        }
        if (!finite) {
            breach(
                    Invariant.FINITE,
                    nanos,
                    "%s has a value that is not finite, or a weight outside 0 … 1"
                            .formatted(id(now)));
        }
    }

    private static String id(NodeSnapshot now) {
        return now.identity().nodeId();
    }

    private void checkClock(long nanos, NodeSnapshot now) {
        long rise = now.lamport() - this.lamport;
        boolean atEnd = now.lamport() == LamportClock.MAX;
        if ((rise < 1 && !atEnd)
                || rise > LamportClock.MAX_RISE_PER_STEP
                || now.lamport() > LamportClock.MAX) {
            breach(
                    Invariant.CLOCK_BOUND,
                    nanos,
                    "%s raised its Lamport time by %d".formatted(id(now), rise));
        }
        this.lamport = now.lamport();
    }

    private void checkPeers(long nanos, NodeSnapshot now, long grown, List<Arrival> arrivals) {
        long ttlNanos = now.settings().ttlNanos();
        long takeoversLeft = now.verdicts().get(Verdict.TAKEOVER) - this.takeovers;
        this.takeovers += takeoversLeft;
        if (this.absent > 0) {
            // A tombstone lasts one TTL; a state that comes later is new. The tombstone goes before
            // the step admits anything, and a step after a stall can span a long time.
            this.known
                    .values()
                    .removeIf(
                            (gone) -> this.wakingNanos - gone.presentUntilWakingNanos >= ttlNanos);
        }
        for (PeerView peer : now.peers()) {
            Known before = this.known.get(peer.nodeId());
            if (before == null) {
                before = new Known(peer.boot());
                before.see(peer, this.wakingNanos, this.wakingNanos, this.step - 2);
                this.known.put(peer.nodeId(), before);
            }
            boolean sameBoot = before.boot.equals(peer.boot());
            if (isBack(before, peer) && takeoversLeft-- <= 0 && this.remedies.orders()) {
                breach(
                        Invariant.NEVER_BACK,
                        nanos,
                        "%s: the state of %s went back from %s/%d to %s/%d"
                                .formatted(
                                        id(now),
                                        peer.nodeId(),
                                        before.boot,
                                        before.lamport,
                                        peer.boot(),
                                        peer.lamport()));
            }
            boolean renewed = !sameBoot || before.lamport != peer.lamport();
            long renewedAt = renewed ? this.wakingNanos : before.renewedWakingNanos;
            if (this.remedies.forgets()) {
                checkSilence(nanos, now, peer, this.wakingNanos - renewedAt);
                if (sameBoot
                        && isJustSeen(before)
                        && peer.silenceNanos() > before.silenceNanos + grown) {
                    breach(
                            Invariant.NO_OWN_STALL,
                            nanos,
                            "%s: the silence of %s rose from %d to %d ns in %d ns"
                                    .formatted(
                                            id(now),
                                            peer.nodeId(),
                                            before.silenceNanos,
                                            peer.silenceNanos(),
                                            grown));
                }
            }
            before.see(peer, renewedAt, this.wakingNanos, this.step);
        }
        this.absent = this.known.size() - now.peers().size();
        if (this.absent > 0) {
            checkGone(nanos, now, grown, arrivals, takeoversLeft);
        }
    }

    private void checkSilence(long nanos, NodeSnapshot now, PeerView peer, long silentNanos) {
        if (peer.weight() > 0
                && Math.max(silentNanos, peer.silenceNanos()) >= now.settings().ttlNanos()) {
            breach(
                    Invariant.SILENT_OUT,
                    nanos,
                    "%s gives weight to %s after a silence of %d ns"
                            .formatted(id(now), peer.nodeId(), silentNanos));
        }
    }

    private boolean isJustSeen(Known before) {
        return before.seenAtStep == this.step - 1;
    }

    private static boolean isBack(Known before, PeerView peer) {
        int order = peer.boot().compareTo(before.boot);
        // A jump within one boot by more than the rule allows counts as a takeover too.
        return order < 0 || (order == 0 && peer.lamport() < before.lamport);
    }

    /** Checks the peers that are no longer in the table. */
    private void checkGone(
            long nanos, NodeSnapshot now, long grown, List<Arrival> arrivals, long takeoversLeft) {
        Iterator<Map.Entry<String, Known>> entries = this.known.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Known> entry = entries.next();
            Known before = entry.getValue();
            if (before.seenAtStep == this.step) {
                continue;
            }
            String nodeId = entry.getKey();
            if (isJustSeen(before)) {
                // A command forgets a peer before the step ages anything.
                before.presentUntilWakingNanos =
                        this.wakingNanos - (this.released.test(nodeId) ? grown : 0);
            }
            if (takeoversLeft > 0 && says(nodeId, arrivals, (goodbye) -> isOver(before, goodbye))) {
                // The boot that took over said goodbye in the same step, so the displaced state is
                // gone too.
                takeoversLeft--;
                entries.remove();
                this.absent--;
            } else if (isJustSeen(before)
                    && !says(nodeId, arrivals, (goodbye) -> true)
                    && !this.released.test(nodeId)
                    && before.silenceNanos + grown < now.settings().ttlNanos()) {
                breach(
                        Invariant.NO_OWN_STALL,
                        nanos,
                        "%s evicted %s after a silence of %d ns"
                                .formatted(id(now), nodeId, before.silenceNanos + grown));
            }
        }
    }

    /** Whether a report replaces a newer state. */
    private static boolean isOver(Known before, Report report) {
        int order = report.boot().compareTo(before.boot);
        return order < 0
                || (order == 0 && report.lamport() - before.lamport > AdmissionRule.MAX_JUMP);
    }

    private static boolean says(
            String nodeId, List<Arrival> arrivals, Predicate<Report> whichGoodbye) {
        for (Arrival arrival : arrivals) {
            Report report = arrival.report();
            if (report.goodbye() && report.nodeId().equals(nodeId) && whichGoodbye.test(report)) {
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
