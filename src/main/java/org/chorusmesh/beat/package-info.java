/**
 * Beats: their numbers, which nodes are in step, and turns. Plain Java, without a clock or a random
 * generator of its own.
 */
@NullMarked
package org.chorusmesh.beat;

import org.jspecify.annotations.NullMarked;
