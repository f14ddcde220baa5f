package org.chorusmesh.simulation.check;

import org.jspecify.annotations.Nullable;

/**
 * How far an event moved the nodes that it did not hit, against going on as before.
 *
 * @param atSeconds when, in virtual time
 * @param event what
 * @param radians the most that any of them was away until the next event; null where that is
 *     unknown
 */
public record Displacement(double atSeconds, String event, @Nullable Double radians) {}
