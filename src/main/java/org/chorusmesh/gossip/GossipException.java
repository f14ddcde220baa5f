package org.chorusmesh.gossip;

/** Gossip cannot start as configured. */
public class GossipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GossipException(String message, Throwable cause) {
        super(message, cause);
    }
}
