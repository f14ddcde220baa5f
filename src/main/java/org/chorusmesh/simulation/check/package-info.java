/** Checks a mesh during and after a run: invariants, settling, quiet joins and displacements. */
@NullMarked
package org.chorusmesh.simulation.check;

import org.jspecify.annotations.NullMarked;
