package org.chorusmesh.gossip;

/** How far a connection has come. */
enum Contact {

    /** Nothing has happened yet. */
    NONE(AddressState.UNREACHABLE),

    /** Refused, or lost after it had delivered. */
    REFUSED(AddressState.UNREACHABLE),

    /** There is a TCP connection, and no ZeroMQ on it yet. */
    OPEN(AddressState.NOT_CHORUS),

    /** The other side speaks ZeroMQ. */
    GREETED(AddressState.SILENT),

    /** The other side does not speak ZeroMQ, or ended the connection before it delivered. */
    FOREIGN(AddressState.NOT_CHORUS);

    private final AddressState unlessHeard;

    Contact(AddressState unlessHeard) {
        this.unlessHeard = unlessHeard;
    }

    /** The state of an address whose connection came so far and delivered nothing. */
    AddressState unlessHeard() {
        return this.unlessHeard;
    }
}
