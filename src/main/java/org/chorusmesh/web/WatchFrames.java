package org.chorusmesh.web;

import java.util.List;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Guidance;
import org.chorusmesh.service.NodeHealth;
import org.chorusmesh.service.Synchrony;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes the frames of the watch stream, and counts the versions. Belongs to one thread. */
final class WatchFrames {

    private final ChorusNode node;

    private final Acting acting;

    private final MemberRules rules;

    private final int minPeers;

    private final JsonMapper mapper;

    private @Nullable WatchPeersResource peers;

    private @Nullable WatchMembersResource members;

    private WatchFrame.Part peersPart = new WatchFrame.Part(0, "");

    private WatchFrame.Part membersPart = new WatchFrame.Part(0, "");

    /**
     * No frame yet.
     *
     * @param acting whether what the last step says may still be acted on
     * @param rules of the members
     * @param minPeers live peers below which the node is degraded
     */
    WatchFrames(
            ChorusNode node, Acting acting, MemberRules rules, int minPeers, JsonMapper mapper) {
        this.node = node;
        this.acting = acting;
        this.rules = rules;
        this.minPeers = minPeers;
        this.mapper = mapper;
    }

    /** The frame of this moment. */
    WatchFrame make() {
        Guidance guidance = this.node.guidance();
        NodeSnapshot snapshot = guidance.synchrony().snapshot();
        boolean isActing = this.acting.isBy(snapshot);
        lookAtPeers(snapshot);
        lookAtMembers(snapshot, isActing);
        WatchStateResource state = state(guidance, isActing);
        return new WatchFrame(
                this.peersPart, this.membersPart, this.mapper.writeValueAsString(state));
    }

    private void lookAtPeers(NodeSnapshot snapshot) {
        long version = this.peersPart.version();
        if (WatchPeersResource.of(this.node, snapshot, version).equals(this.peers)) {
            return;
        }
        this.peers = WatchPeersResource.of(this.node, snapshot, version + 1);
        this.peersPart =
                new WatchFrame.Part(version + 1, this.mapper.writeValueAsString(this.peers));
    }

    private void lookAtMembers(NodeSnapshot snapshot, boolean isActing) {
        long version = this.membersPart.version() + 1;
        WatchMembersResource now = WatchMembersResource.of(snapshot, this.rules, isActing, version);
        if (this.members != null && now.saysTheSameAs(this.members)) {
            return;
        }
        this.members = now;
        this.membersPart = new WatchFrame.Part(version, this.mapper.writeValueAsString(now));
    }

    private WatchStateResource state(Guidance guidance, boolean isActing) {
        Synchrony synchrony = guidance.synchrony();
        NodeSnapshot snapshot = synchrony.snapshot();
        NodeHealth health = NodeHealth.of(this.node, this.minPeers);
        return new WatchStateResource(
                this.peersPart.version(),
                this.membersPart.version(),
                Units.round(Units.millis(snapshot.atNanos()), 3),
                this.acting.wallMillis(),
                WatchStateResource.Node.of(synchrony),
                health.status().name(),
                health.problems(),
                WatchStateResource.Order.of(guidance),
                guidance.sentences(),
                WatchBeat.of(synchrony, this.node.beatStatistics(), isActing),
                WatchColumns.of(synchrony.peers()),
                null,
                WatchStateResource.verdicts(snapshot),
                List.of());
    }
}
