package org.chorusmesh.peers;

/** How a peer stands in this node's table. */
public enum PeerState {

    /** Heard on time and answering: in the sum with its whole evidence. */
    LIVE,

    /**
     * Answering, but silent for longer than usual: in the sum with less than its whole evidence,
     * down to none.
     */
    FADING,

    /**
     * Heard, but not in the sum yet: it says that it is joining, or has not had the time to answer.
     */
    JOINING,

    /** Heard for one TTL without an answer: it does not seem to hear this node. */
    ONE_WAY,

    /** Left out of the sum by the operator, however it is heard. */
    MUTED
}
