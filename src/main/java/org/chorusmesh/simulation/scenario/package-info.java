/**
 * Scenarios: nodes, frequencies, phases, links and events. Reads and writes scenario files.
 *
 * <p>SnakeYAML parses them. What a file means is read here, each field in one place, and not by
 * Jackson: a scenario has to name every mistake of a file at once with its path, and Jackson 3.1
 * stops at the first wrong value of a record, also where it collects problems.
 */
@NullMarked
package org.chorusmesh.simulation.scenario;

import org.jspecify.annotations.NullMarked;
