package org.chorusmesh.gossip;

/** What is known of the addresses that a node dials. */
interface Contacts {

    /** Whether a peer's reports come from an address. */
    boolean isHeard(Address address);

    /** Whether an address leads back to this node. */
    boolean isOwn(Address address);

    /**
     * Whether no peer's reports have come from an address for as long, though it is dialled.
     *
     * @param nanos waking time
     */
    boolean isMissing(Address address, long nanos);
}
