package org.chorusmesh.service;

import org.slf4j.Logger;

/**
 * How many lines one matter may take in the log, so that hostile traffic cannot fill it: {@value
 * #BURST} at once, and one every ten seconds. Lines beyond that are counted, and the next line
 * states the count. Belongs to one thread.
 */
public final class LogBudget {

    /** Enough for a mesh of a hundred that comes up at once. */
    static final int BURST = 128;

    static final long NANOS_PER_LINE = 10_000_000_000L;

    private final Logger logger;
    private final String matter;
    private int lines = BURST;
    private long refilledNanos;
    private long untold;

    /**
     * A whole budget.
     *
     * @param logger takes the count of what was left out
     * @param matter what it is about, to be read after a number
     */
    public LogBudget(Logger logger, String matter) {
        this.logger = logger;
        this.matter = matter;
    }

    /** Whether a line may be written now; if not, it counts as left out. */
    public boolean spend(long nowNanos) {
        refill(nowNanos);
        if (this.lines > 0) {
            this.lines--;
            return true;
        }
        this.untold++;
        return false;
    }

    /** Tells what was left out, once there is room for that; to be called again and again. */
    public void settle(long nowNanos) {
        long omitted = takeOmitted(nowNanos);
        if (omitted > 0) {
            this.logger.info("{} more {} were not logged", omitted, this.matter);
        }
    }

    /** How much was left out, if there is room to say so; 0 otherwise. It counts from 0 then. */
    long takeOmitted(long nowNanos) {
        if (this.untold == 0) {
            return 0;
        }
        refill(nowNanos);
        if (this.lines == 0) {
            return 0;
        }
        this.lines--;
        long omitted = this.untold;
        this.untold = 0;
        return omitted;
    }

    private void refill(long nowNanos) {
        if (this.lines == BURST) {
            this.refilledNanos = nowNanos;
            return;
        }
        long more = (nowNanos - this.refilledNanos) / NANOS_PER_LINE;
        this.refilledNanos += more * NANOS_PER_LINE;
        this.lines = (int) Math.min(BURST, this.lines + more);
    }
}
