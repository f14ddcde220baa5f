package org.chorusmesh.service;

/**
 * How far a node was in step for one second.
 *
 * @param wallMillis the end of the second by the wall clock, milliseconds since 1970
 * @param atNanos the same by the node's monotonic clock
 * @param r the mean order parameter, 0 … 1; NaN for a lone node
 * @param spreadSeconds the greatest {@linkplain Synchrony#spreadSeconds() spread}; NaN where no
 *     peer was in step
 * @param n how many oscillators there were in the end, the node included
 */
public record OrderSecond(long wallMillis, long atNanos, float r, float spreadSeconds, int n) {}
