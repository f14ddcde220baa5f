package org.chorusmesh.causality;

import java.util.Locale;

/**
 * The outcome of one frame. Every frame gets exactly one verdict, which is also the tag of the
 * metric that counts it. A frame that is not {@linkplain #isAdmitted() admitted} changes only that
 * counter.
 */
public enum Verdict {

    /** A newer report of a known boot, or the first of an unknown peer. */
    ADMITTED,

    /**
     * A greater boot of a known peer, admitted at any Lamport time: a restart starts its clock at
     * 0.
     */
    RESTARTED,

    /**
     * A smaller boot, or a jump, admitted because the state that it displaces has fallen silent.
     */
    TAKEOVER,

    /**
     * A repeated or late report: its Lamport time is not above the one known, or it is of a boot
     * that fell silent, was sent a TTL ago or longer, and would displace a peer that is heard.
     */
    STALE,

    /** A Lamport time more than 2^32 above the one known. */
    CLOCK_JUMP,

    /** A smaller boot than the one known, which is still heard. */
    OLD_INCARNATION,

    /** An unknown peer while the table is full. */
    TABLE_FULL,

    /** This node's own report. */
    ECHO,

    /** A report of another boot under this node's id. */
    DUPLICATE_ID,

    /**
     * A frame that cannot be read, of another mesh or wire version, or with a value out of range.
     */
    MALFORMED,

    /** A frame without a valid MAC where keys are set. */
    UNAUTHENTICATED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** Whether the report becomes the peer's state. */
    public boolean isAdmitted() {
        return this == ADMITTED || this == RESTARTED || this == TAKEOVER;
    }

    /** The value of the {@code verdict} tag in metrics: the constant in lower case. */
    public String tag() {
        return this.tag;
    }
}
