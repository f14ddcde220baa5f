package org.chorusmesh.schedule;

import java.time.Instant;

/**
 * A beat and its instant.
 *
 * @param number which beat
 * @param at when it falls or fell, by the wall clock of this node, if the rhythm stays as it is
 */
public record BeatTime(long number, Instant at) {}
