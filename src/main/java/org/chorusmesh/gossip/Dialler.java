package org.chorusmesh.gossip;

/** Opens connections. */
@FunctionalInterface
interface Dialler {

    /**
     * Opens one more connection to an address.
     *
     * @param probing whether to ask for the reports of any mesh, to learn who is there; only until
     *     the first one comes
     */
    Connection dial(Address address, boolean probing);
}
