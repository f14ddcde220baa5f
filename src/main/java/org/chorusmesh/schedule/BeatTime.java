package org.chorusmesh.schedule;

import java.time.Instant;

/**
 * A beat and its instant.
 *
 * @param number number of the beat
 * @param at its instant by the wall clock of this node, if the rate stays the same
 */
public record BeatTime(long number, Instant at) {}
