package org.chorusmesh.gossip;

/** How far a connection has come. */
enum Contact {

    /** Nothing has happened yet. */
    NONE,

    /** Refused, or lost after it had delivered. */
    REFUSED,

    /** There is a TCP connection, and no ZeroMQ on it yet. */
    OPEN,

    /** The other side speaks ZeroMQ. */
    GREETED,

    /** The other side does not speak ZeroMQ, or ended the connection before it delivered. */
    FOREIGN
}
