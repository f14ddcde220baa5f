/** Random scenarios, each made from a seed. */
@NullMarked
package org.chorusmesh.simulation.swarm;

import org.jspecify.annotations.NullMarked;
