/**
 * Follows the beats of a node in another process. {@link org.chorusmesh.follow.Follower} takes the
 * place of a node: it queries one over HTTP and estimates the offset of its clock.
 */
@NullMarked
package org.chorusmesh.follow;

import org.jspecify.annotations.NullMarked;
