package org.chorusmesh.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.ExactNumber;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.service.Synchrony;

/** What health shows of beats and members. */
final class BeatHealth {

    private final Synchrony synchrony;

    private final NodeSnapshot node;

    private final BeatState beat;

    BeatHealth(Synchrony synchrony) {
        this.synchrony = synchrony;
        this.node = synchrony.snapshot();
        this.beat = this.node.beat();
    }

    /** Whether a peer in step has a number that this node does not follow. */
    boolean isDisputed() {
        return this.beat.disputed() > 0;
    }

    /** To be shown under one key. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("number", this.beat.number());
        details.put("settled", this.beat.settled());
        details.put("unsettledMillis", this.synchrony.unsettledNanos() / 1_000_000);
        details.put("inStep", this.beat.inStep());
        details.put("agreed", this.beat.agreedList(this.beat.number()) != null);
        details.put("members", this.beat.members().stream().filter(MemberView::isPresent).count());
        List<String> distant = distant();
        if (!distant.isEmpty()) {
            details.put("distant", distant);
        }
        List<String> problems = problems(distant);
        if (!problems.isEmpty()) {
            details.put("problems", problems);
        }
        return details;
    }

    private List<String> problems(List<String> distant) {
        List<String> problems = new ArrayList<>();
        if (isDisputed()) {
            problems.add(
                    ("beat number disputed: %d in step with this node have a number more than 30 days"
                                    + " of beats ahead, and most do not; restart the nodes whose number"
                                    + " is wrong")
                            .formatted(this.beat.disputed()));
        }
        if (!distant.isEmpty()) {
            problems.add(
                    "the round trip to distant peers exceeds a quarter of a turn, so their beat numbers"
                            + " are not exact; lower chorus.frequency-hz");
        }
        if (this.synchrony.isLongUnsettled()) {
            problems.add(
                    (this.node.settings().coupling() == 0)
                            ? "beat numbers are not agreed: the coupling is 0"
                            : "beat numbers are not agreed: this node and most of its peers are not in"
                                    + " step with the same number");
        }
        return problems;
    }

    private List<String> distant() {
        double maxNanos = ExactNumber.maxRoundTripNanos(this.node.settings().naturalFrequency());
        return this.node.peers().stream()
                .filter((peer) -> peer.weight() > 0)
                .filter((peer) -> peer.roundTripNanos().orElse(0) > maxNanos)
                .map(PeerView::nodeId)
                .limit(ChorusHealthIndicator.PEERS_NAMED)
                .toList();
    }
}
