package org.chorusmesh.simulation.check;

/**
 * Something that a node did by the beat.
 *
 * @param job which of the scenario's jobs, from 0
 * @param node the machine that did it
 * @param number the beat of an act; the first beat of the cycle of a turn
 * @param fence the token that went with it
 * @param slot the slot of a turn; −1 for what is no turn
 * @param of how many slots the cycle has; 0 for what is no turn
 * @param beginNanos when, in virtual time
 * @param endNanos when it was over; the same instant for what is no turn
 */
public record Act(
        int job,
        int node,
        long number,
        long fence,
        int slot,
        int of,
        long beginNanos,
        long endNanos) {}
