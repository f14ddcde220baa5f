package org.chorusmesh.beat;

/** Whether a node has a turn in the cycle that its phase is in. */
public sealed interface TurnOutlook {

    /**
     * It has one, which is coming, running or over.
     *
     * @param state the beats that this was judged by
     * @param window the turn
     */
    record Mine(BeatState state, TurnWindow window) implements TurnOutlook {

        /** Whether the turn is running at a place in the count of beats. */
        public boolean isRunning(double beatsSinceCycle) {
            return beatsSinceCycle >= this.window.begins() && beatsSinceCycle < this.window.ends();
        }
    }

    /**
     * It has none.
     *
     * @param cycle the number of the cycle's first beat
     * @param reason why
     */
    record None(long cycle, Reason reason) implements TurnOutlook {}

    /** Why a node has no turn in a cycle. */
    enum Reason {
        /** It did not come to the cycle's first beat by its phase: it started, jumped or slept. */
        NOT_SEEN,
        /** It had no agreement for the cycle's first beat. */
        NOT_AGREED,
        /** It is not on the list that was agreed on. */
        NOT_LISTED
    }
}
