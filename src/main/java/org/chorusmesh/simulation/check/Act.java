package org.chorusmesh.simulation.check;

/**
 * One run of a job on a node: an act at a beat, or a turn.
 *
 * @param job index of the job in the scenario, from 0
 * @param node index of the machine that ran it
 * @param number number of the beat; for a turn, of the first beat of its cycle
 * @param fence fence token
 * @param slot slot of a turn; −1 for an act
 * @param of number of slots in the cycle of a turn; 0 for an act
 * @param beginNanos when it began, in virtual time
 * @param endNanos when it ended, in virtual time; equal to {@code beginNanos} for an act
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
