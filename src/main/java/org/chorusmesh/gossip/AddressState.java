package org.chorusmesh.gossip;

/** What is known of an address that this node dials. */
public enum AddressState {

    /** A configured name that no name service has answered yet. */
    UNRESOLVED(false),

    /** Nothing accepts a connection. */
    UNREACHABLE(false),

    /** Connections are accepted, but do not speak ZeroMQ or end before any report. */
    NOT_CHORUS(true),

    /** Connected, and no reports come. */
    SILENT(false),

    /** Reports of another mesh. */
    OTHER_MESH(true),

    /** Reports of this mesh in a wire version that this node does not read. */
    OTHER_VERSION(true),

    /** Reports of this mesh that none of the keys has signed. */
    UNAUTHENTICATED(true),

    /** Frames of this mesh that hold no report. */
    MALFORMED(true),

    /** Readable reports that the node does not admit. */
    NOT_ADMITTED(true),

    /** This node's own address. */
    OWN(false),

    /** Reports of a peer. */
    HEARD(false);

    private final boolean mistake;

    AddressState(boolean mistake) {
        this.mistake = mistake;
    }

    /** Whether what answers there is wrong, so that waiting does not help. */
    public boolean isMistake() {
        return this.mistake;
    }

    /** Whether all is well there. */
    public boolean isWell() {
        return this == OWN || this == HEARD;
    }
}
