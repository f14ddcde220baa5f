package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.beat.ExactNumber;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerView;

/**
 * What is wrong with the number of a node's beats.
 *
 * @param disputed whether a peer in step has a number that this node does not follow
 * @param distant ids of peers of weight that are too far away for an exact number, ten at most
 * @param sentences each of the problems, with what to do; empty if all is well
 */
public record BeatProblems(boolean disputed, List<String> distant, List<String> sentences) {

    private static final int PEERS_NAMED = 10;

    /** The problems after a step. */
    public static BeatProblems of(Synchrony synchrony) {
        NodeSnapshot node = synchrony.snapshot();
        List<String> distant = distant(node);
        return new BeatProblems(
                node.beat().disputed() > 0, distant, sentences(synchrony, node, distant));
    }

    private static List<String> sentences(
            Synchrony synchrony, NodeSnapshot node, List<String> distant) {
        List<String> sentences = new ArrayList<>();
        if (node.beat().disputed() > 0) {
            sentences.add(Advice.disputedNumber(node.beat().disputed()));
        }
        if (!distant.isEmpty()) {
            sentences.add(Advice.distantPeers());
        }
        if (synchrony.isLongUnsettled()) {
            sentences.add(Advice.unsettledNumbers(node.settings().coupling()));
        }
        return sentences;
    }

    private static List<String> distant(NodeSnapshot node) {
        double maxNanos = ExactNumber.maxRoundTripNanos(node.settings().naturalFrequency());
        return node.peers().stream()
                .filter((peer) -> peer.weight() > 0)
                .filter((peer) -> peer.roundTripNanos().orElse(0) > maxNanos)
                .map(PeerView::nodeId)
                .limit(PEERS_NAMED)
                .toList();
    }
}
