package org.chorusmesh.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;

import org.chorusmesh.beat.ListState;
import org.chorusmesh.beat.Rotation;
import org.chorusmesh.members.MemberView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link BeatAnswer} and {@link MembersAnswer}. */
class AnswersTests {

    @Test
    void readsABeatAndIgnoresOtherFields() throws FollowException {
        BeatAnswer beat = Answers.beat(Answers.BEAT);
        assertThat(beat.nodeId()).isEqualTo("a");
        assertThat(beat.mesh()).isEqualTo("chorus");
        assertThat(beat.number()).isEqualTo(100);
        assertThat(beat.phase()).isEqualTo(0.25, offset(0.0));
        assertThat(beat.errorBoundNanos()).isEqualTo(1_000_000);
        assertThat(beat.sentNanos() - beat.receivedNanos()).isEqualTo(1000);
    }

    @Test
    void readsMembersAndListsWithTheirHeldSlots() throws FollowException {
        MembersAnswer members = Answers.members(Answers.MEMBERS);
        assertThat(members.self()).isEqualTo("a");
        assertThat(members.members())
                .extracting(MemberView::isPresent)
                .containsExactly(true, false);
        assertThat(members.present().epoch()).isEqualTo(25);
        assertThat(members.present().agreed()).isTrue();
        assertThat(members.present().list().size()).isEqualTo(2);
        assertThat(Rotation.owner(members.present().list(), 101, 1)).isEqualTo("a");
        assertThat(members.coming()).isEqualTo(ListState.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "nodeId": "a"            | "nodeId": ""
            "nodeId": "a"            | "nodeId": 7
            "nodeId": "a"            | "nodeId": "a\\u0007"
            "mesh": "chorus"         | "mash": "chorus"
            "state": "running"       | "state": "walking"
            "number": 100            | "number": -1
            "number": 100            | "number": 140737488355328
            "number": 100            | "number": 99999999999999999999999
            "number": 100            | "number": 100.5
            "number": 100            | "number": "100"
            "phase": 0.25            | "phase": 1.5
            "phase": 0.25            | "phase": -0.1
            "phase": 0.25            | "phase": "NaN"
            "frequencyHz": 2.0       | "frequencyHz": 1e300
            "frequencyHz": 2.0       | "frequencyHz": null
            "nextNumber": 101        | "nextNumber": 100
            "errorBound": 0.001      | "errorBound": -1
            "settled": true          | "settled": 1
            "sentNanos": -4000       | "sentNanos": 1e400
            """)
    void refusesABadFieldOfABeatAndNamesIt(String good, String bad) {
        String json = Answers.BEAT.replace(good, bad);
        assertThat(json).isNotEqualTo(Answers.BEAT);
        String field = good.substring(1, good.indexOf('"', 1));
        assertThatExceptionOfType(FollowException.class)
                .isThrownBy(() -> Answers.beat(json))
                .withMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"joining", "silenced", "left"})
    void followsNoNodeThatIsNotInItsMesh(String state) {
        assertThatExceptionOfType(FollowException.class)
                .isThrownBy(() -> Answers.beat(Answers.BEAT.replace("running", state)))
                .withMessage("is the node a, which is not in its mesh: it is " + state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "7", "{\"nodeId\":", "<html></html>"})
    void refusesWhatIsNoAnswer(String json) {
        assertThatExceptionOfType(FollowException.class).isThrownBy(() -> Answers.beat(json));
        assertThatExceptionOfType(FollowException.class).isThrownBy(() -> Answers.members(json));
    }

    @Test
    void refusesJsonThatIsNestedTooDeep() {
        String json = "[".repeat(100_000);
        assertThatExceptionOfType(FollowException.class).isThrownBy(() -> Answers.beat(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "self": true             | "self": false
            "epochBeats": 4          | "epochBeats": 0
            "incarnation": 7         | "incarnation": 0
            "00000000000000ff"       | "ff"
            "state": "settled"       | "state": "dead"
            ["a", "b"]               | ["a", "a"]
            ["a", "b"]               | ["a", 7]
            ["a", "b"]               | "a"
            "firstNumber": 100       | "firstNumber": -4
            "radius": 255            | "radius": 256
            "0123456789abcdef"       | null
            "comingEpoch"            | "otherEpoch"
            "ageMillis": 30.5        | "ageMillis": -30.5
            """)
    void refusesABadFieldOfMembers(String good, String bad) {
        String json = Answers.MEMBERS.replace(good, bad);
        assertThat(json).isNotEqualTo(Answers.MEMBERS);
        assertThatExceptionOfType(FollowException.class).isThrownBy(() -> Answers.members(json));
    }
}
