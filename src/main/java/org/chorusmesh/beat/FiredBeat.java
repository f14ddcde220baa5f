package org.chorusmesh.beat;

/**
 * A beat that a step has fired.
 *
 * @param number number of the beat
 * @param missed number of beats that this boot has not fired since the previous one, because it
 *     took over a greater number or slept, ≥ 0
 * @param atNanos the instant at which the phase reached the beat, on the node's monotonic clock
 */
public record FiredBeat(long number, long missed, long atNanos) {}
