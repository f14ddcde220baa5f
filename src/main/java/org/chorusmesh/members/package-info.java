/**
 * Who belongs to the mesh: news of members that travel with the reports, lists of members that are
 * frozen once an epoch, and the agreement on them. Plain Java, without clock and chance of its own.
 */
@NullMarked
package org.chorusmesh.members;

import org.jspecify.annotations.NullMarked;
