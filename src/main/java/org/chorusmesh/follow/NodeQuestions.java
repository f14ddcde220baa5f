package org.chorusmesh.follow;

import java.net.URI;

/** The queries of a follower to a node. */
interface NodeQuestions {

    /**
     * Queries the beat position of a node.
     *
     * @param node URL of its API
     * @throws FollowException if it does not answer as a node
     */
    Timed<BeatAnswer> beat(URI node) throws FollowException, InterruptedException;

    /** Queries the members that a node knows. */
    MembersAnswer members(URI node) throws FollowException, InterruptedException;

    /**
     * An answer with its instants on the follower's monotonic clock.
     *
     * @param value the answer
     * @param askedNanos when the request was sent
     * @param answeredNanos when the answer arrived
     */
    record Timed<T>(T value, long askedNanos, long answeredNanos) {}
}
