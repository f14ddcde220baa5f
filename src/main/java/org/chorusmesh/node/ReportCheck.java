package org.chorusmesh.node;

import org.chorusmesh.causality.Incarnation;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.Report;

/**
 * Whether the values of a report are in range. Everything from the network is hostile until it has
 * passed here.
 */
public final class ReportCheck {

    private static final int MAX_ID_BYTES = 255;

    private static final double MAX_RATE = 1e5;

    private static final long MAX_PERIOD_NANOS = 86_400_000_000_000L;

    private ReportCheck() {}

    /** Whether the writer can be one; who is known already has been asked before. */
    public static boolean isIdentified(Report report) {
        return isInRange(report.boot().incarnation(), 1, Incarnation.MAX)
                && isNodeId(report.nodeId());
    }

    /** Whether what the report says of its writer is in range. */
    public static boolean isInRange(Report report) {
        return isInRange(report.lamport(), 0, LamportClock.MAX)
                && isInRange(report.gossipPeriodNanos(), 1, MAX_PERIOD_NANOS)
                // Comparisons with NaN are false.
                && Math.abs(report.phase()) <= Phases.TURN
                && Math.abs(report.rate()) <= MAX_RATE
                && Math.abs(report.naturalFrequency()) <= MAX_RATE;
    }

    /** Whether a text can be a node's id: 1 … 255 bytes of UTF-8 without control characters. */
    static boolean isNodeId(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_BYTES) {
            return false;
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            // Either half of a surrogate pair makes two of its four bytes.
            bytes += (c < 0x80) ? 1 : (c < 0x800 || Character.isSurrogate(c)) ? 2 : 3;
        }
        return bytes <= MAX_ID_BYTES;
    }

    private static boolean isInRange(long value, long min, long max) {
        return value >= min && value <= max;
    }
}
