package org.chorusmesh.follow;

/**
 * Thrown if a node cannot be followed now. The message is the reason, in words that follow its URL.
 */
final class FollowException extends Exception {

    private static final long serialVersionUID = 1L;

    FollowException(String reason) {
        super(reason);
    }

    /** The reason; never null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
