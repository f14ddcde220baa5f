/**
 * Machines and the network between them, under virtual time. A step of a node is a step of the
 * production node.
 */
@NullMarked
package org.chorusmesh.simulation.mesh;

import org.jspecify.annotations.NullMarked;
