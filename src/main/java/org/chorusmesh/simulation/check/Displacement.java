package org.chorusmesh.simulation.check;

import org.jspecify.annotations.Nullable;

/**
 * How far an event moved the nodes that are not its targets, compared with their motion before it.
 *
 * @param atSeconds when the event began, seconds of virtual time
 * @param event kind of the event
 * @param radians the largest displacement of such a node until the next event; null if unknown
 */
public record Displacement(double atSeconds, String event, @Nullable Double radians) {}
