/** What a scenario says: nodes, frequencies, phases, links, events; how it is read and written. */
@NullMarked
package org.chorusmesh.simulation.scenario;

import org.jspecify.annotations.NullMarked;
