package org.chorusmesh.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.chorusmesh.follow.NodeQuestions.Timed;
import org.junit.jupiter.api.Test;

/** Tests for {@link FollowedBeats}, at two beats a second. */
class FollowedBeatsTests {

    private static final long MILLI = 1_000_000L;

    private final FollowedBeats beats = new FollowedBeats("a");

    private void accept(long atMillis, long number, double phase) throws FollowException {
        String answer =
                """
                {"nodeId": "a", "mesh": "chorus", "state": "running", "number": %d, "phase": %s,
                 "frequencyHz": 2.0, "nextNumber": %d, "errorBound": 0, "settled": true,
                 "receivedNanos": %d, "sentNanos": %d}
                """
                        .formatted(number, phase, number + 1, atMillis * MILLI, atMillis * MILLI);
        this.beats.accept(
                new Timed<>(Answers.beat(answer), atMillis * MILLI, atMillis * MILLI + 1000),
                Answers.members(Answers.MEMBERS));
    }

    /** The node was pulled forward, by less than a jump. */
    @Test
    void saysWhichBeatTheNodeHasReachedSoonerThanExpected() throws FollowException {
        accept(0, 100, 0.9);
        assertThat(this.beats.state().fired()).isNull();
        accept(30, 101, 0.02);
        assertThat(this.beats.state().fired().number()).isEqualTo(101);
        assertThat(this.beats.state().fired().atNanos()).isBetween(19 * MILLI, 21 * MILLI);
        assertThat(this.beats.state().jumps()).isOne();
    }

    @Test
    void aBeatThatWasJumpedOverIsNone() throws FollowException {
        accept(0, 100, 0.9);
        accept(30, 103, 0.02);
        assertThat(this.beats.state().fired()).isNull();
        assertThat(this.beats.state().jumps()).isEqualTo(2);
    }

    @Test
    void aNodeThatNoLongerAnswersHasReachedNone() throws FollowException {
        accept(0, 100, 0.9);
        accept(30, 101, 0.02);
        this.beats.lose();
        assertThat(this.beats.state().fired()).isNull();
    }
}
