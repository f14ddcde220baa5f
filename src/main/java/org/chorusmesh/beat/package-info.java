/**
 * Beats: their numbers, who is in step with whom, and whose turn it is. Plain Java, without clock
 * and chance of its own.
 */
@NullMarked
package org.chorusmesh.beat;

import org.jspecify.annotations.NullMarked;
