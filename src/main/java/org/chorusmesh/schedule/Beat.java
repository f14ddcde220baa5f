package org.chorusmesh.schedule;

import java.time.Duration;
import org.chorusmesh.beat.Fence;

/**
 * A beat that a job runs on.
 *
 * @param number number of the beat, 0 … 2^47 − 1; increases from run to run, and is the same on all
 *     nodes that are in step
 * @param missed number of beats of this job that did not fire on this node since the one before,
 *     because it slept or took over a greater number; skipped beats are not counted
 * @param lateness time from the instant of the beat to its handover to the executor of the job
 * @param errorBound by how much the instant may differ from that of the nodes in step: half of the
 *     greatest round trip to one of them plus the greatest phase difference; zero if none is in
 *     step, as for a lone node or right after a pause
 */
public record Beat(long number, long missed, Duration lateness, Duration errorBound) {

    /**
     * A token that increases with every run of a job {@linkplain By#ONE by one member} in the whole
     * mesh. A store should refuse a token that is smaller than the greatest it has seen, or equal
     * to it and from another node.
     */
    public long fence() {
        return Fence.token(this.number, 0);
    }
}
