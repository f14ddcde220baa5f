package org.chorusmesh.follow;

import java.util.List;
import org.chorusmesh.beat.BeatReport;

/**
 * The beat position that a node states, as of {@code sentNanos}.
 *
 * @param nodeId id of the node
 * @param mesh name of its mesh
 * @param number number of the latest beat, 0 … 2^47 − 1
 * @param phase position after that beat, in beats, 0 … 1
 * @param frequencyHz present frequency, beats per second
 * @param nextNumber number of the next beat to fire, greater than the number
 * @param errorBoundNanos error bound that the node states
 * @param settled whether the number is that of the mesh
 * @param receivedNanos when the node received the request, on its monotonic clock
 * @param sentNanos when the node sent the answer, on the same clock
 */
record BeatAnswer(
        String nodeId,
        String mesh,
        long number,
        double phase,
        double frequencyHz,
        long nextNumber,
        long errorBoundNanos,
        boolean settled,
        long receivedNanos,
        long sentNanos) {

    /** More than the settings allow: 1000 Hz, and a pull of a coupling of 1000 rad/s. */
    private static final double MAX_FREQUENCY_HZ = 2000;

    private static final double MAX_ERROR_SECONDS = 86_400;

    private static final double NANOS_PER_SECOND = 1e9;

    private static final List<String> STATES = List.of("joining", "running", "silenced", "left");

    /**
     * Reads an answer.
     *
     * @throws FollowException if it is not that of a node, or the node is not running
     */
    static BeatAnswer read(AnswerFields fields) throws FollowException {
        String nodeId = fields.id("nodeId");
        String state = fields.word("state", STATES);
        if (!state.equals("running")) {
            throw new FollowException(
                    "is the node %s, which is not in its mesh: it is %s".formatted(nodeId, state));
        }
        long number = fields.whole("number", 0, BeatReport.MAX_NUMBER);
        return new BeatAnswer(
                nodeId,
                fields.id("mesh"),
                number,
                Math.min(fields.real("phase", 0, 1), Math.nextDown(1.0)),
                fields.real("frequencyHz", -MAX_FREQUENCY_HZ, MAX_FREQUENCY_HZ),
                fields.whole("nextNumber", number + 1, BeatReport.MAX_NUMBER + 1),
                (long) (fields.real("errorBound", 0, MAX_ERROR_SECONDS) * NANOS_PER_SECOND),
                fields.flag("settled"),
                fields.whole("receivedNanos", Long.MIN_VALUE, Long.MAX_VALUE),
                fields.whole("sentNanos", Long.MIN_VALUE, Long.MAX_VALUE));
    }
}
