package org.chorusmesh.browser;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/** One of a {@link Crowd}: it turns at a rate of its own and is moved by nobody. */
final class CrowdPeer {

    private static final long FIRST_NUMBER = 1_000_000;

    private final String nodeId;

    private final Boot boot;

    private final long periodNanos;

    private final double offset;

    private final double rate;

    private long lamport;

    private volatile boolean silent;

    private volatile boolean deaf;

    /**
     * @param offset ahead of the crowd, rad
     * @param frequencyHz how fast it turns
     */
    CrowdPeer(String nodeId, Boot boot, long periodNanos, double offset, double frequencyHz) {
        this.nodeId = nodeId;
        this.boot = boot;
        this.periodNanos = periodNanos;
        this.offset = offset;
        this.rate = Phases.TURN * frequencyHz;
    }

    String nodeId() {
        return this.nodeId;
    }

    boolean isSilent() {
        return this.silent;
    }

    /** Says nothing from now on. */
    void fallSilent() {
        this.silent = true;
    }

    /** Answers nobody from now on, as if it heard nothing. */
    void goDeaf() {
        this.deaf = true;
    }

    /**
     * The next report.
     *
     * @param seconds how long the crowd has turned
     * @param heard the node's newest; null if none has come
     */
    Report next(long nowNanos, double seconds, @Nullable Report heard, long heardAtNanos) {
        double phase = this.offset + this.rate * seconds;
        long number = FIRST_NUMBER + (long) Math.floor(phase / Phases.TURN);
        List<Echo> echoes =
                (heard == null || this.deaf)
                        ? List.of()
                        : List.of(
                                new Echo(
                                        heard.boot().bits(),
                                        heard.stampNanos(),
                                        nowNanos - heardAtNanos));
        this.lamport++;
        return new Report(
                this.nodeId,
                this.boot,
                this.lamport,
                nowNanos,
                this.periodNanos,
                Phases.wrap(phase),
                this.rate,
                this.rate,
                false,
                false,
                echoes,
                null,
                new BeatReport(number, true, List.of(), List.of()),
                null,
                0);
    }
}
