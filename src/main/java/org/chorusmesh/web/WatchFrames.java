package org.chorusmesh.web;

import java.util.List;
import java.util.function.Supplier;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.BeatTrace;
import org.chorusmesh.service.Chronicle;
import org.chorusmesh.service.Guidance;
import org.chorusmesh.service.NodeHealth;
import org.chorusmesh.service.Synchrony;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes the frames of the watch stream, and counts the versions. Belongs to one thread. */
final class WatchFrames {

    /** Others cannot have all of it sent more often by changing what need not be shown at once. */
    private static final long CALM_NANOS = 1_000_000_000L;

    private final Supplier<Guidance> guidance;

    private final Chronicle chronicle;

    private final Supplier<NodeHealth> health;

    private final Acting acting;

    private final MemberRules rules;

    private final JsonMapper mapper;

    private @Nullable WatchPeersResource peers;

    private long peersNanos;

    private @Nullable WatchMembersResource members;

    private long membersNanos;

    private WatchFrame.Part peersPart = new WatchFrame.Part(0, "");

    private WatchFrame.Part membersPart = new WatchFrame.Part(0, "");

    /**
     * No frame yet.
     *
     * @param guidance after the last step
     * @param chronicle what has happened to the node
     * @param health how the node is
     * @param acting whether what the last step says may still be acted on
     * @param rules of the members
     */
    WatchFrames(
            Supplier<Guidance> guidance,
            Chronicle chronicle,
            Supplier<NodeHealth> health,
            Acting acting,
            MemberRules rules,
            JsonMapper mapper) {
        this.guidance = guidance;
        this.chronicle = chronicle;
        this.health = health;
        this.acting = acting;
        this.rules = rules;
        this.mapper = mapper;
    }

    /** The frame of this moment. */
    WatchFrame make() {
        Guidance judged = this.guidance.get();
        NodeSnapshot snapshot = judged.synchrony().snapshot();
        boolean isActing = this.acting.isShownBy(snapshot);
        WatchPeersResource rows = lookAtPeers(snapshot);
        lookAtMembers(snapshot, isActing);
        WatchStateResource state = state(judged, isActing);
        List<BeatTrace> beats = this.chronicle.beats();
        return new WatchFrame(
                this.peersPart,
                rows,
                this.membersPart,
                state,
                this.chronicle.events(),
                beats.isEmpty() ? null : beats.get(beats.size() - 1),
                this.mapper::writeValueAsString);
    }

    private WatchPeersResource lookAtPeers(NodeSnapshot snapshot) {
        WatchPeersResource before = this.peers;
        long version = this.peersPart.version();
        WatchPeersResource now = WatchPeersResource.of(this.chronicle, snapshot, version + 1);
        boolean recent = snapshot.atNanos() - this.peersNanos < CALM_NANOS;
        if (before != null
                && (now.saysTheSameAs(before) || (recent && now.hasTheSameRowsAs(before)))) {
            return before;
        }
        this.peers = now;
        this.peersNanos = snapshot.atNanos();
        this.peersPart = new WatchFrame.Part(version + 1, this.mapper.writeValueAsString(now));
        return now;
    }

    private void lookAtMembers(NodeSnapshot snapshot, boolean isActing) {
        long version = this.membersPart.version() + 1;
        WatchMembersResource now = WatchMembersResource.of(snapshot, this.rules, isActing, version);
        WatchMembersResource before = this.members;
        boolean recent = snapshot.atNanos() - this.membersNanos < CALM_NANOS;
        if (before != null
                && (now.saysTheSameAs(before) || (recent && now.hasTheSameListsAs(before)))) {
            return;
        }
        this.members = now;
        this.membersNanos = snapshot.atNanos();
        this.membersPart = new WatchFrame.Part(version, this.mapper.writeValueAsString(now));
    }

    private WatchStateResource state(Guidance judged, boolean isActing) {
        Synchrony synchrony = judged.synchrony();
        NodeSnapshot snapshot = synchrony.snapshot();
        NodeHealth now = this.health.get();
        return new WatchStateResource(
                this.peersPart.version(),
                this.membersPart.version(),
                Units.round(Units.millis(snapshot.atNanos()), 3),
                this.acting.wallMillis(),
                WatchStateResource.Node.of(synchrony),
                now.status().name(),
                now.problems(),
                WatchStateResource.Order.of(judged),
                judged.sentences(),
                WatchBeat.of(synchrony, this.chronicle.beatStatistics(), isActing),
                WatchColumns.of(synchrony.peers()),
                null,
                WatchStateResource.verdicts(snapshot),
                List.of());
    }
}
