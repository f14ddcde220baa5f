package org.chorusmesh.service;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.NodeState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs what changes about the beat number, the members and their agreement; all but a disputed
 * number for who debugs only. Belongs to the integrator's thread.
 */
final class BeatLog {

    private static final Logger logger = LoggerFactory.getLogger(BeatLog.class);

    private final EventChannel numbers;
    private final EventChannel agreement;
    private final EventChannel members;

    private @Nullable NodeSnapshot before;
    private Set<String> present = Set.of();
    private boolean agreed;
    private boolean disputed;

    BeatLog(NodeEvents events) {
        this.numbers = new EventChannel(events, logger, Level.INFO, "changes of the beat number");
        this.agreement = new EventChannel(events, logger, Level.DEBUG, "changes of agreement");
        this.members = new EventChannel(events, logger, Level.DEBUG, "changes of members");
    }

    void look(NodeSnapshot snapshot) {
        long now = snapshot.atNanos();
        this.numbers.settle(now);
        this.agreement.settle(now);
        this.members.settle(now);
        lookAtNumber(snapshot);
        lookAtDispute(snapshot);
        if (!isPresent(snapshot.beat().members())) {
            lookAtMembers(snapshot, now);
        }
        lookAtAgreement(snapshot, now);
        this.before = snapshot;
    }

    private void lookAtNumber(NodeSnapshot snapshot) {
        NodeSnapshot last = this.before;
        BeatState beat = snapshot.beat();
        if (last == null
                || last.state() != NodeState.RUNNING
                || beat.jumps() == last.beat().jumps()) {
            return;
        }
        double seconds = (snapshot.atNanos() - last.atNanos()) / 1e9;
        double turned = last.beat().rate() * seconds / Phases.TURN;
        double leapt =
                beat.beatsSince(last.beat().number())
                        - last.beat().beatsSince(last.beat().number())
                        - turned;
        if (leapt >= 0.75 && this.numbers.spend(snapshot.atNanos())) {
            this.numbers.add(
                    Level.DEBUG,
                    NodeEvent.Kind.NUMBER_JUMPED,
                    snapshot.atNanos(),
                    null,
                    "Node %s takes over beat number %d; its own was %d"
                            .formatted(
                                    snapshot.identity().nodeId(),
                                    beat.number(),
                                    last.beat().number()));
        }
    }

    private void lookAtDispute(NodeSnapshot snapshot) {
        boolean now = snapshot.beat().disputed() > 0;
        if (now && !this.disputed && this.numbers.spend(snapshot.atNanos())) {
            this.numbers.add(
                    Level.WARN,
                    NodeEvent.Kind.NUMBER_DISPUTED,
                    snapshot.atNanos(),
                    null,
                    ("Node %s does not follow a beat number: %d in step with it have one more than"
                                    + " 30 days of beats ahead, and most do not")
                            .formatted(snapshot.identity().nodeId(), snapshot.beat().disputed()));
        }
        this.disputed = now;
    }

    private void lookAtAgreement(NodeSnapshot snapshot, long nowNanos) {
        BeatState beat = snapshot.beat();
        boolean now =
                snapshot.state() == NodeState.RUNNING && beat.agreedList(beat.number()) != null;
        if (now == this.agreed) {
            return;
        }
        this.agreed = now;
        if (this.agreement.spend(nowNanos)) {
            this.agreement.add(
                    Level.DEBUG,
                    now ? NodeEvent.Kind.AGREEMENT_REACHED : NodeEvent.Kind.AGREEMENT_LOST,
                    nowNanos,
                    null,
                    "Node %s %s at beat %d"
                            .formatted(
                                    snapshot.identity().nodeId(),
                                    now
                                            ? "agrees with the others on the members"
                                            : "has no agreement on the members",
                                    beat.number()));
        }
    }

    /** Whether the same members are present as before, as they mostly are. */
    private boolean isPresent(List<MemberView> members) {
        int present = 0;
        for (MemberView member : members) {
            if (member.isPresent()) {
                if (!this.present.contains(member.nodeId())) {
                    return false;
                }
                present++;
            }
        }
        return present == this.present.size();
    }

    private void lookAtMembers(NodeSnapshot snapshot, long now) {
        // In order, as the members are.
        Set<String> ids = new LinkedHashSet<>();
        for (MemberView member : snapshot.beat().members()) {
            if (member.isPresent()) {
                ids.add(member.nodeId());
            }
        }
        for (String id : ids) {
            if (!this.present.contains(id)) {
                add(NodeEvent.Kind.MEMBER_PRESENT, id, "belongs to the mesh", ids, snapshot, now);
            }
        }
        for (String id : this.present) {
            if (!ids.contains(id)) {
                add(NodeEvent.Kind.MEMBER_GONE, id, "has gone", ids, snapshot, now);
            }
        }
        this.present = ids;
    }

    private void add(
            NodeEvent.Kind kind,
            String id,
            String news,
            Set<String> ids,
            NodeSnapshot snapshot,
            long now) {
        if (this.members.spend(now)) {
            String text = "ember " + id + " " + news + "; " + ids.size() + " present";
            this.members.add(
                    Level.DEBUG,
                    kind,
                    now,
                    id,
                    "M" + text,
                    "Node " + snapshot.identity().nodeId() + ": m" + text);
        }
    }
}
