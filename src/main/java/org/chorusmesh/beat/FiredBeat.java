package org.chorusmesh.beat;

/**
 * A beat that a step has fired.
 *
 * @param number which beat
 * @param missed how many numbers this boot has let go since the beat before, ≥ 0: it took over a
 *     greater number, or slept
 * @param atNanos the instant at which the phase came to it, on the node's monotonic clock
 */
public record FiredBeat(long number, long missed, long atNanos) {}
