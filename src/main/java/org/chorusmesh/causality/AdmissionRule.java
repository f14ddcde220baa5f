package org.chorusmesh.causality;

/** Whether a report of a known id is causally newer than what is known of it. */
public final class AdmissionRule {

    /** The widest step of a Lamport time within one boot, 2^32. */
    public static final long MAX_JUMP = 1L << 32;

    private static final long MIN_DISPLACEABLE_SILENCE_NANOS = 1_000_000_000L;

    private static final int DISPLACEABLE_PERIODS = 5;

    private AdmissionRule() {}

    /**
     * Whether a known state has been silent for so long that another may displace it.
     *
     * @param silenceNanos its silence
     * @param periodNanos how often its writer means to report
     */
    public static boolean isDisplaceable(long silenceNanos, long periodNanos) {
        return silenceNanos
                >= Math.max(MIN_DISPLACEABLE_SILENCE_NANOS, DISPLACEABLE_PERIODS * periodNanos);
    }

    /**
     * Compares a report with the state that is known of its id, in the table or on a tombstone.
     *
     * @param knownBoot boot of the known state
     * @param knownLamport Lamport time of the known state, 0 … {@link LamportClock#MAX}
     * @param boot boot of the report
     * @param lamport Lamport time of the report, 0 … {@link LamportClock#MAX}
     * @param displaceable whether the known state has been silent for so long that another may
     *     displace it
     * @return {@link Verdict#ADMITTED}, {@link Verdict#RESTARTED}, {@link Verdict#TAKEOVER}, {@link
     *     Verdict#STALE}, {@link Verdict#CLOCK_JUMP} or {@link Verdict#OLD_INCARNATION}
     */
    public static Verdict judge(
            Boot knownBoot, long knownLamport, Boot boot, long lamport, boolean displaceable) {
        // Mostly the very same object, in a process of many nodes.
        int order = (boot == knownBoot) ? 0 : boot.compareTo(knownBoot);
        if (order > 0) {
            return Verdict.RESTARTED;
        }
        if (order < 0) {
            return displaceable ? Verdict.TAKEOVER : Verdict.OLD_INCARNATION;
        }
        if (lamport <= knownLamport) {
            return Verdict.STALE;
        }
        if (lamport - knownLamport > MAX_JUMP) {
            return displaceable ? Verdict.TAKEOVER : Verdict.CLOCK_JUMP;
        }
        return Verdict.ADMITTED;
    }
}
