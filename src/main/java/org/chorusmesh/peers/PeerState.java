package org.chorusmesh.peers;

/** The state of a peer in this node's table. */
public enum PeerState {

    /** It is heard on time and answers: it has its full evidence. */
    LIVE,

    /** It answers, but is silent for longer than usual: its evidence decreases to 0. */
    FADING,

    /**
     * It is heard, but has no weight yet: it states that it is joining, or has not had time to
     * answer.
     */
    JOINING,

    /** It has been heard for one TTL without an answer, so it does not seem to hear this node. */
    ONE_WAY,

    /** An operator has muted it. */
    MUTED
}
