/**
 * The production node by the thousand, under virtual time and a hostile network. A seed is the only
 * source of chance: the same scenario and seed give the same bits.
 */
@NullMarked
package org.chorusmesh.simulation;

import org.jspecify.annotations.NullMarked;
