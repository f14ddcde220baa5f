package org.chorusmesh.follow;

/** A node cannot be followed now. The message says why, after the name of its URL. */
final class FollowException extends Exception {

    private static final long serialVersionUID = 1L;

    FollowException(String reason) {
        super(reason);
    }

    /** Why, in words that always exist. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
