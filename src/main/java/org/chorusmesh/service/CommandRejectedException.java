package org.chorusmesh.service;

/** A command that no step will apply: too many wait already, or the node does not run. */
public class CommandRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandRejectedException(String message) {
        super(message);
    }
}
