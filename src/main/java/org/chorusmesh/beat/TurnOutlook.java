package org.chorusmesh.beat;

/** Whether a node has a turn in the cycle that its phase is in. */
public sealed interface TurnOutlook {

    /**
     * The node has a turn, which is coming, running or over.
     *
     * @param state the beats from which this was computed
     * @param window the turn
     */
    record Mine(BeatState state, TurnWindow window) implements TurnOutlook {

        /** Whether the turn is running at a position of the cycle, in beats. */
        public boolean isRunning(double beatsSinceCycle) {
            return beatsSinceCycle >= this.window.begins() && beatsSinceCycle < this.window.ends();
        }
    }

    /**
     * The node has no turn.
     *
     * @param cycle number of the first beat of the cycle
     * @param reason why it has none
     */
    record None(long cycle, Reason reason) implements TurnOutlook {}

    /** Why a node has no turn in a cycle. */
    enum Reason {
        /** Its phase did not reach the first beat of the cycle: it started, jumped or slept. */
        NOT_SEEN,
        /** It had no agreement for the first beat of the cycle. */
        NOT_AGREED,
        /** It is not on the agreed list. */
        NOT_LISTED
    }
}
