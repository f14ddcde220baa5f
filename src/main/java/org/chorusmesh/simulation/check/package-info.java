/**
 * What is checked while a mesh runs and after it: invariants, settling, quiet joins, displacements.
 */
@NullMarked
package org.chorusmesh.simulation.check;

import org.jspecify.annotations.NullMarked;
