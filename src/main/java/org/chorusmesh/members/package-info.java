/**
 * Membership of the mesh: news of members in reports, lists of members that are frozen once an
 * epoch, and the agreement on them. Plain Java, without a clock or a random generator of its own.
 */
@NullMarked
package org.chorusmesh.members;

import org.jspecify.annotations.NullMarked;
