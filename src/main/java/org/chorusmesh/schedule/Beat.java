package org.chorusmesh.schedule;

import java.time.Duration;
import org.chorusmesh.beat.Fence;

/**
 * A beat that a job runs on.
 *
 * @param number which beat, 0 … 2^47 − 1; grows from run to run, and is the same on every node that
 *     is in step
 * @param missed how many beats of this job went by without a run since its beat before: this node
 *     slept, or took over a greater number. Beats that were skipped are not among them
 * @param lateness how long after its instant the beat was handed to the job's executor
 * @param errorBound by how much the instant may differ from that of the nodes that are in step:
 *     half of the greatest round trip to one of them, and the greatest phase difference. Zero where
 *     none is in step, as for a lone node or at once after a pause
 */
public record Beat(long number, long missed, Duration lateness, Duration errorBound) {

    /**
     * A token that grows with every run of a job {@linkplain By#ONE by one member}, over the whole
     * mesh. A store refuses what is smaller than the greatest token it has seen, or equal to it and
     * from another node.
     */
    public long fence() {
        return Fence.token(this.number, 0);
    }
}
