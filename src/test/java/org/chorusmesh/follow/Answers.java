package org.chorusmesh.follow;

import java.nio.charset.StandardCharsets;

/** Answers of a node as JSON, as tests want them. */
final class Answers {

    static final String BEAT =
            """
            {"nodeId": "a", "mesh": "chorus", "state": "running", "number": 100, "phase": 0.25,
             "frequencyHz": 2.0, "nextNumber": 101, "nextInMillis": 375.0, "errorBound": 0.001,
             "agreed": true, "settled": true, "receivedNanos": -5000, "sentNanos": -4000, "more": []}
            """;

    static final String MEMBERS =
            """
            {"members": [
              {"nodeId": "a", "incarnation": 7, "bootId": "00000000000000ff", "state": "settled",
               "ageMillis": 0.0, "silenceMillis": 0.0, "held": false, "self": true},
              {"nodeId": "b", "incarnation": 8, "bootId": "f000000000000000", "state": "gone",
               "ageMillis": 30.5, "silenceMillis": 30.5, "held": true, "self": false}],
             "present": 1, "settled": true, "number": 100, "epochBeats": 4,
             "presentEpoch": {"firstNumber": 100, "list": ["a", "b"], "held": ["b"],
              "digest": "0123456789abcdef", "radius": 255, "requiredRadius": 2, "agreed": true},
             "comingEpoch": {"firstNumber": 104, "list": null, "held": null, "digest": null,
              "radius": 0, "requiredRadius": 2, "agreed": false},
             "expected": 0, "hold": "PT1M"}
            """;

    private Answers() {}

    static BeatAnswer beat(String json) throws FollowException {
        return BeatAnswer.read(fields(json));
    }

    static MembersAnswer members(String json) throws FollowException {
        return MembersAnswer.read(fields(json));
    }

    private static AnswerFields fields(String json) throws FollowException {
        return AnswerFields.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
