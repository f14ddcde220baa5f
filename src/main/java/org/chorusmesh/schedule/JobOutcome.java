package org.chorusmesh.schedule;

/** The outcome of a beat or turn on which a job was due. */
public enum JobOutcome {

    /** The job began to run. */
    RUN,

    /** It ran and ended with an exception; also counted as {@link #RUN}. */
    FAILED,

    /**
     * It was due while the previous run had not ended, and ran after or beside it; also counted as
     * {@link #RUN}.
     */
    OVERLAPPED,

    /** Another member was the owner. */
    OTHERS,

    /** This node had no agreement with the others on the list of members, or was not on it. */
    NO_AGREEMENT,

    /** The previous run had not ended, and it did not run. */
    OVERRUN,

    /** The turn was over before the job could begin. */
    LATE,

    /** The executor rejected it. */
    REJECTED,

    /** The beat did not fire, since this node slept or took over a greater number. */
    MISSED;

    /** Whether it says more of a run that is counted as {@link #RUN}. Each beat has one other. */
    public boolean isOfRun() {
        return this == FAILED || this == OVERLAPPED;
    }
}
