/**
 * Which addresses of a large mesh a node dials: the neighbours on rings, computed by each node
 * alone from the list of addresses. Plain Java, without a clock or a random generator of its own.
 */
@NullMarked
package org.chorusmesh.overlay;

import org.jspecify.annotations.NullMarked;
