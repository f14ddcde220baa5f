/**
 * Beats of a node in another process. {@link org.chorusmesh.follow.Follower} stands in for a node:
 * it asks one over HTTP and estimates the offset of its clock.
 */
@NullMarked
package org.chorusmesh.follow;

import org.jspecify.annotations.NullMarked;
