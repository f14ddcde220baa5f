package org.chorusmesh.follow;

import java.net.URI;

/** What a follower asks a node. */
interface NodeQuestions {

    /**
     * Where it stands.
     *
     * @param node URL of its API
     */
    Timed<BeatAnswer> beat(URI node) throws FollowException, InterruptedException;

    /** Whom it knows. */
    MembersAnswer members(URI node) throws FollowException, InterruptedException;

    /**
     * An answer with its instants on the follower's monotonic clock.
     *
     * @param value what the node says
     * @param askedNanos when the question left
     * @param answeredNanos when the answer came in
     */
    record Timed<T>(T value, long askedNanos, long answeredNanos) {}
}
