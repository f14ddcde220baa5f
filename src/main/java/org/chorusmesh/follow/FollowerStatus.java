package org.chorusmesh.follow;

import org.jspecify.annotations.Nullable;

/**
 * The status of a follower.
 *
 * @param nodeId the node that answered last; null if none has
 * @param url URL of its API; null if none has answered
 * @param following whether that node is followed now; false once it has not answered for too long
 * @param clockErrorNanos error bound of the clock offset
 * @param switches number of nodes that were followed one after another, the first included
 * @param losses how often no node answered for too long
 */
public record FollowerStatus(
        @Nullable String nodeId,
        @Nullable String url,
        boolean following,
        long clockErrorNanos,
        long switches,
        long losses) {

    FollowerStatus lost() {
        return new FollowerStatus(
                this.nodeId, this.url, false, this.clockErrorNanos, this.switches, this.losses + 1);
    }
}
