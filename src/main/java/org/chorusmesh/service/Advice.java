package org.chorusmesh.service;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.node.JoinWait;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a node or its mesh, and what to do: one sentence each, without a full stop.
 * Guidance, health, log and events take their words from here, so that they say the same.
 */
final class Advice {

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.CEILING);

    private Advice() {}

    /** A node that has no peers at all. */
    static String noPeers() {
        return "This node has no peers. Start others, and name them in chorus.gossip.peers";
    }

    /** A node none of whose peers has weight. */
    static String noWeight() {
        return "No peer has weight in this node's sum, so the node keeps its own frequency";
    }

    /**
     * A node that listens before it starts.
     *
     * @param wait what it waits for; null if that is not known
     */
    static String joining(@Nullable JoinWait wait) {
        return switch ((wait != null) ? wait : JoinWait.PHASE) {
            case NAMES ->
                    "This node is joining, and no name of chorus.gossip.peers can be looked up yet. Check the names and DNS";
            case MEMBERS ->
                    "This node is joining, and hears no member of the mesh yet. Check that one runs";
            case ANSWER ->
                    "This node is joining, and a peer has not answered yet. Check that this node's address is in chorus.gossip.peers there";
            case PHASE -> "This node is joining. Wait until it runs";
        };
    }

    /**
     * A coupling of 0.
     *
     * @param enough rad/s that would lock all
     */
    static String noCoupling(double enough) {
        return "The coupling is 0, so no peer pulls this node. Set it above %s rad/s"
                .formatted(roundedUp(enough));
    }

    /**
     * A coupling below the critical one.
     *
     * @param ids of the nodes that cannot lock; empty if no two can
     * @param critical rad/s from which on all can
     */
    static String tooLittleCoupling(List<String> ids, double critical, double coupling) {
        String who = ids.isEmpty() ? "no two nodes can lock" : NamedIds.of(ids) + " cannot lock";
        return "K too low: %s. All can from K = %s rad/s on at their natural frequencies, and K is %s. Raise K, or bring the frequencies closer"
                .formatted(who, roundedUp(critical), plain(coupling));
    }

    /**
     * A coupling that noise outweighs.
     *
     * @param noise D, rad²/s
     */
    static String tooMuchNoise(double noise, double coupling) {
        return "K too low for the noise: it keeps even identical nodes apart up to K = 2D = %s rad/s, and K is %s. Raise K, or lower the noise"
                .formatted(roundedUp(2 * noise), plain(coupling));
    }

    /** Peers that drift at a coupling that could lock them. */
    static String drifting(List<String> ids) {
        return "Drifting though K is high enough: %s. Check that all nodes hear each other and have the same coupling and phase lag"
                .formatted(NamedIds.of(ids));
    }

    /**
     * Peers that are locked and far away.
     *
     * @param lagged whether a phase lag has a part in it
     */
    static String apart(List<String> ids, boolean lagged) {
        return "Locked but an eighth of a turn or more apart: %s. Raise K, or bring the natural frequencies closer%s"
                .formatted(NamedIds.of(ids), lagged ? ", or lower the phase lag" : "");
    }

    /** Peers that an operator has left out. */
    static String muted(List<String> ids) {
        return "Muted on this node: %s. Unmute a peer to give it weight again"
                .formatted(NamedIds.of(ids));
    }

    /** Peers whose reports are late. */
    static String late(List<String> ids) {
        return "Reports are late from %s. Check that process, its load and the network"
                .formatted(NamedIds.of(ids));
    }

    /** Peers that do not hear this node, though they should. */
    static String deaf(List<String> ids) {
        return "This node is not heard by %s. Check that this node's address is in chorus.gossip.peers there"
                .formatted(NamedIds.of(ids));
    }

    /** Fewer live peers than the configuration requires. */
    static String tooFewPeers(long live, int required) {
        return "%d of the peers are live, and chorus.health.min-peers is %d. Start the nodes that are missing"
                .formatted(live, required);
    }

    /** Another node with the id of this one. */
    static String duplicateId(String nodeId) {
        return "Another node uses the id %s. Set chorus.node-id to another there".formatted(nodeId);
    }

    /** A node that keeps silent, since a newer one has its id. */
    static String silenced(String nodeId) {
        return "A newer node has taken the id %s, so that this one is silent. Set chorus.node-id to an id of its own, and restart"
                .formatted(nodeId);
    }

    /** A node that does not step. */
    static String stalled() {
        return "The node does not step. If that lasts, restart the process";
    }

    /** Peers in step whose beat number this node does not follow. */
    static String disputedNumber(int peers) {
        return "beat number disputed: %d in step with this node have a number more than 30 days of beats ahead, and most do not; restart the nodes whose number is wrong"
                .formatted(peers);
    }

    /** Peers too far away for an exact beat number. */
    static String distantPeers() {
        return "the round trip to distant peers exceeds a quarter of a turn, so their beat numbers are not exact; lower chorus.frequency-hz";
    }

    /** Beat numbers on which this node and most of its peers do not agree. */
    static String unsettledNumbers(double coupling) {
        return (coupling == 0)
                ? "beat numbers are not agreed: the coupling is 0"
                : "beat numbers are not agreed: this node and most of its peers are not in step with the same number";
    }

    /**
     * An address at which no peer is heard.
     *
     * @param state how it stands; neither heard nor this node's own
     * @param mesh of this node
     */
    static String address(AddressState state, GossipStatus.LinkStatus link, String mesh) {
        return switch (state) {
            case UNRESOLVED ->
                    link.name().startsWith("discovery:")
                            ? "the directory knows no instance of this service. Check chorus.gossip.peers, and that the nodes register"
                            : "no name service knows this name. Check chorus.gossip.peers and DNS";
            case UNREACHABLE ->
                    "nothing accepts a connection. Check that the peer runs, its address and its port";
            case NOT_CHORUS ->
                    "it is not the gossip port of a node. Check the port: the peers' is that of chorus.gossip.bind, not that of HTTP";
            case SILENT ->
                    "it accepts the connection, but sends no reports. Check that the node there runs, and that no other node has its id";
            case OTHER_MESH ->
                    "it belongs to the mesh '%s', and this node to '%s'. Set chorus.mesh to one name on both"
                            .formatted(link.mesh(), mesh);
            case OTHER_VERSION ->
                    "this node does not read its wire version. Upgrade the older of the two";
            case UNAUTHENTICATED ->
                    "none of this node's keys has signed its reports. Set chorus.gossip.keys to the same keys on both";
            case MALFORMED ->
                    "its reports cannot be read. If it has chorus.gossip.keys, this node needs the same keys";
            case NOT_ADMITTED ->
                    "the reports of '%s' are not admitted. The counts of verdicts say why"
                            .formatted(link.nodeId());
            case OWN, HEARD -> throw new IllegalArgumentException("No problem: " + state);
        };
    }

    /** Rounded up, so that the value that is named is enough. */
    private static String roundedUp(double value) {
        return new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
