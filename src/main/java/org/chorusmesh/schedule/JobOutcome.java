package org.chorusmesh.schedule;

/** What became of a beat or turn on which a job was due. */
public enum JobOutcome {

    /** The job began to run. */
    RUN,

    /** It ran, and ended with an exception; counted as {@link #RUN} too. */
    FAILED,

    /** Another member was to act. */
    OTHERS,

    /** This node had no agreement with the others on who acts, or was on no list. */
    NO_AGREEMENT,

    /** The run before had not ended. */
    OVERRUN,

    /** The turn was over before the job could begin. */
    LATE,

    /** The executor did not take it. */
    REJECTED,

    /** The beat went by: this node slept, or took over a greater number. */
    MISSED
}
