package org.chorusmesh.follow;

import org.jspecify.annotations.Nullable;

/**
 * How a follower is.
 *
 * @param nodeId the node that answered last; null if none ever has
 * @param url where its API is; null if none ever has answered
 * @param following whether that node is followed now; false once it has not answered for too long
 * @param clockErrorNanos by how much the offset of its clock may be wrong
 * @param switches how often another node was taken, the first included
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
