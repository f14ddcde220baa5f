/**
 * Phases and angles, the exact step, the field of the peers, the order parameter. Plain arithmetic:
 * no state beyond an accumulator, no clock, no randomness of its own.
 */
@NullMarked
package org.chorusmesh.dynamics;

import org.jspecify.annotations.NullMarked;
