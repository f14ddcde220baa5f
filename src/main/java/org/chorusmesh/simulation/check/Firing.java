package org.chorusmesh.simulation.check;

/**
 * A beat that a node fired.
 *
 * @param node the machine, from 0
 * @param number which beat
 * @param atNanos when its phase came to the beat, in virtual time
 */
public record Firing(int node, long number, long atNanos) {}
