package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Incarnation;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.peers.Report;

/**
 * Checks that the values of a report are in range. Everything from the network is hostile until it
 * has passed this check.
 */
public final class ReportCheck {

    private static final int MAX_ID_BYTES = 255;

    private static final char DELETE = 0x7f;

    private static final double MAX_RATE = 1e5;

    /** 1, and what rounding may add. */
    private static final double MAX_ORDER = 1 + 1e-9;

    private static final long MAX_PERIOD_NANOS = 86_400_000_000_000L;

    private ReportCheck() {}

    /**
     * Whether the id and the boot of the writer are valid. Not needed for a known writer, which was
     * checked before.
     */
    public static boolean isIdentified(Report report) {
        return isInRange(report.boot().incarnation(), 1, Incarnation.MAX)
                && isNodeId(report.nodeId());
    }

    /** Whether the fields of a report other than id and boot are in range. */
    public static boolean isInRange(Report report) {
        return isInRange(report.lamport(), 0, LamportClock.MAX)
                && isInRange(report.gossipPeriodNanos(), 1, MAX_PERIOD_NANOS)
                && isInRange(report.longestPeriodNanos(), 0, MAX_PERIOD_NANOS)
                // Comparisons with NaN are false.
                && Math.abs(report.phase()) <= Phases.TURN
                && Math.abs(report.rate()) <= MAX_RATE
                && Math.abs(report.naturalFrequency()) <= MAX_RATE
                && (report.beat() == null || isInRange(report.beat()))
                && (report.order() == null || isInRange(report.order()));
    }

    private static boolean isInRange(ComplexOrder order) {
        return StrictMath.hypot(order.real(), order.imaginary()) <= MAX_ORDER;
    }

    /** Whether the beat fields of a report are in range. */
    public static boolean isInRange(BeatReport beat) {
        List<MemberEntry> members = beat.members();
        List<ListVote> lists = beat.lists();
        if (!isInRange(beat.number(), 0, BeatReport.MAX_NUMBER)
                || members.size() > BeatReport.MAX_MEMBERS
                || lists.size() > BeatReport.MAX_LISTS) {
            return false;
        }
        for (int i = 0; i < members.size(); i++) {
            if (!isInRange(members.get(i))) {
                return false;
            }
        }
        for (int i = 0; i < lists.size(); i++) {
            ListVote vote = lists.get(i);
            if (!isInRange(vote.epoch(), 0, BeatReport.MAX_NUMBER)
                    || !isInRange(vote.radius(), 0, ListVote.MAX_RADIUS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInRange(MemberEntry entry) {
        return isInRange(entry.boot().incarnation(), 1, Incarnation.MAX)
                && isInRange(entry.lamport(), 0, LamportClock.MAX)
                && isInRange(entry.ageMillis(), 0, MemberEntry.MAX_AGE_MILLIS)
                && isNodeId(entry.nodeId());
    }

    /**
     * Whether a text can be the id of a node: 1 … 255 bytes of UTF-8 without control characters.
     */
    static boolean isNodeId(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_BYTES) {
            return false;
        }
        int ascii = 0;
        while (ascii < text.length() && text.charAt(ascii) >= ' ' && text.charAt(ascii) < DELETE) {
            ascii++;
        }
        // The rest, which hardly any id has.
        int bytes = ascii;
        for (int i = ascii; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            // Each half of a surrogate pair takes two of its four bytes.
            bytes += (c < 0x80) ? 1 : (c < 0x800 || Character.isSurrogate(c)) ? 2 : 3;
        }
        return bytes <= MAX_ID_BYTES;
    }

    private static boolean isInRange(long value, long min, long max) {
        return value >= min && value <= max;
    }
}
