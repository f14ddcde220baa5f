/**
 * Runs thousands of production nodes under virtual time on a hostile network. The seed is the only
 * source of chance: the same scenario and seed give the same bits.
 */
@NullMarked
package org.chorusmesh.simulation;

import org.jspecify.annotations.NullMarked;
