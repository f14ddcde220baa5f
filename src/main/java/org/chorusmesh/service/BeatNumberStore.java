package org.chorusmesh.service;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.chorusmesh.beat.FirstNumber;
import org.chorusmesh.dynamics.Phases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last beat number of a node from one life to the next, so that numbers grow over a
 * restart even when the wall clock was set back. It is written ahead by the beats of {@value
 * #AHEAD_SECONDS} s, so that a crash repeats no number.
 */
final class BeatNumberStore {

    static final int AHEAD_SECONDS = 20;

    static final String WHAT = "beat number";

    private static final Logger logger = LoggerFactory.getLogger(BeatNumberStore.class);

    private final KeptNumber kept;

    /**
     * A store for one node.
     *
     * @param directory where to keep the number; created when first written to
     * @param nodeId any id
     */
    BeatNumberStore(Path directory, String nodeId) {
        this.kept = new KeptNumber(directory, nodeId, WHAT);
    }

    /**
     * The number that the life that begins now begins with; the first beats of it are already
     * written ahead.
     *
     * @param wallMillis the wall clock, milliseconds since 1970
     * @param frequencyHz the natural frequency, Hz
     */
    long begin(long wallMillis, double frequencyHz) {
        OptionalLong last = this.kept.read();
        if (last.isPresent()
                && !FirstNumber.isBelievable(wallMillis, frequencyHz, last.getAsLong())) {
            logger.warn(
                    "The beat number {} in {} is not valid, or more than 30 days of beats ahead of"
                            + " the clock ({}), as after the frequency was lowered, and is ignored",
                    last.getAsLong(),
                    this.kept.file(),
                    wallMillis);
        }
        long first = FirstNumber.of(wallMillis, frequencyHz, last);
        keep(ahead(first, Phases.TURN * frequencyHz));
        return first;
    }

    /**
     * The number to write while another is the last.
     *
     * @param last the last number that has fired
     * @param rate how fast the phase goes, rad/s
     */
    static long ahead(long last, double rate) {
        return last + 1 + beats(rate, AHEAD_SECONDS);
    }

    /** How many beats begin in some time, at most. */
    static long beats(double rate, double seconds) {
        return (long) StrictMath.ceil(Math.abs(rate) / Phases.TURN * seconds);
    }

    /** Keeps a number for the next life. */
    void keep(long number) {
        this.kept.write(number);
    }
}
