package org.chorusmesh.follow;

import java.util.List;
import org.chorusmesh.beat.BeatReport;

/**
 * Where a node says that it stands in the count of beats, at {@code sentNanos}.
 *
 * @param nodeId its id
 * @param mesh the name of its mesh
 * @param number the beat that its phase came to last, 0 … 2^47 − 1
 * @param phase how far it is beyond that, in beats, 0 … 1
 * @param frequencyHz beats in a second at present
 * @param nextNumber the beat that fires next, greater than the number
 * @param errorBoundNanos its own error bound
 * @param settled whether its number is the mesh's
 * @param receivedNanos when the request came in, on its monotonic clock
 * @param sentNanos when it answered, on the same clock
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

    /** Above what settings allow: 1000 Hz, and a coupling of 1000 rad/s that pulls. */
    private static final double MAX_FREQUENCY_HZ = 2000;

    private static final double MAX_ERROR_SECONDS = 86_400;

    private static final double NANOS_PER_SECOND = 1e9;

    private static final List<String> STATES = List.of("joining", "running", "silenced", "left");

    /**
     * Reads an answer.
     *
     * @throws FollowException if it is not a node's, or the node is not in its mesh
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
