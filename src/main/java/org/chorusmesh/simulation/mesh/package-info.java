/**
 * Simulates machines and the network between them under virtual time. Each machine runs the
 * production node.
 */
@NullMarked
package org.chorusmesh.simulation.mesh;

import org.jspecify.annotations.NullMarked;
