/** Scenarios: nodes, frequencies, phases, links and events. Reads and writes scenario files. */
@NullMarked
package org.chorusmesh.simulation.scenario;

import org.jspecify.annotations.NullMarked;
