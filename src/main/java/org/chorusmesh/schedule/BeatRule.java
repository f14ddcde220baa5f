package org.chorusmesh.schedule;

import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.Rotation;
import org.chorusmesh.members.MemberList;

/**
 * On which beats a job is due, and whether this node is to act on them.
 *
 * @param every period of the job in beats, ≥ 1
 * @param offset beat number modulo {@code every}, 0 … every − 1
 * @param by which nodes act
 */
record BeatRule(long every, long offset, By by) {

    /** Every beat, on every node. */
    static final BeatRule ALWAYS = new BeatRule(1, 0, By.ALL);

    boolean isDue(long number) {
        return number % this.every == this.offset;
    }

    /** The first beat on which it is due, from a number on. */
    long next(long number) {
        return number + Math.floorMod(this.offset - number, this.every);
    }

    /**
     * Decides whether a node acts on a beat on which the job is due.
     *
     * @return {@link JobOutcome#RUN}, {@link JobOutcome#OTHERS} or {@link JobOutcome#NO_AGREEMENT}
     */
    JobOutcome judge(long number, BeatState state, String nodeId) {
        if (this.by == By.ALL) {
            return JobOutcome.RUN;
        }
        MemberList list = state.agreedList(number);
        if (list == null || list.present().isEmpty()) {
            return JobOutcome.NO_AGREEMENT;
        }
        return Rotation.owner(list, number, this.every).equals(nodeId)
                ? JobOutcome.RUN
                : JobOutcome.OTHERS;
    }
}
