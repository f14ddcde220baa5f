package org.chorusmesh.conformance;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/** The peer that this check plays for the member under test. */
final class Partner {

    private static final double SECONDS_PER_NANO = 1e-9;

    /** Far from the 1 of a mesh in step. */
    private static final double ORDER = 0.5;

    private final String nodeId;
    private final long periodNanos;
    private final Set<Long> sentStamps = new HashSet<>();
    private Boot boot;
    private long lamport;
    private boolean joining = true;
    private double phase;
    private double rate;
    private long phaseAtNanos;
    private @Nullable Report newest;

    Partner(String nodeId, Boot boot, long periodNanos) {
        this.nodeId = nodeId;
        this.boot = boot;
        this.periodNanos = periodNanos;
    }

    Boot boot() {
        return this.boot;
    }

    long periodNanos() {
        return this.periodNanos;
    }

    boolean isJoining() {
        return this.joining;
    }

    void setJoining(boolean joining) {
        this.joining = joining;
    }

    /** Restarts as a process does: with a greater boot and Lamport time 0. */
    void restart(long bootBits) {
        this.boot = new Boot(this.boot.incarnation() + 1, bootBits);
        this.lamport = 0;
    }

    /** Sets the phase and the rate. */
    void turn(double fromPhase, double atRate, long nowNanos) {
        this.phase = fromPhase;
        this.rate = atRate;
        this.phaseAtNanos = nowNanos;
    }

    /** Its phase at an instant, radians, not wrapped. */
    double phaseAt(long atNanos) {
        return this.phase + this.rate * (atNanos - this.phaseAtNanos) * SECONDS_PER_NANO;
    }

    /** What it states as the order at an instant, unless it is joining. */
    ComplexOrder orderAt(long atNanos) {
        return new ComplexOrder(ORDER, 0).turned(phaseAt(atNanos));
    }

    boolean hasSent(long stampNanos) {
        return this.sentStamps.contains(stampNanos);
    }

    /** The newest report sent; null before the first. */
    @Nullable Report newest() {
        return this.newest;
    }

    /**
     * Creates the next report.
     *
     * @param heard the newest report of the member; null if there is none
     * @param heardAtNanos when it was received
     * @param goodbye whether it says goodbye
     */
    Report next(long nowNanos, @Nullable Report heard, long heardAtNanos, boolean goodbye) {
        this.lamport = 1 + Math.max(this.lamport, (heard != null) ? heard.lamport() : 0);
        List<Echo> echoes =
                (heard != null)
                        ? List.of(
                                new Echo(
                                        heard.boot().bits(),
                                        heard.stampNanos(),
                                        nowNanos - heardAtNanos))
                        : List.of();
        Report plain =
                new Report(
                        this.nodeId,
                        this.boot,
                        this.lamport,
                        nowNanos,
                        this.periodNanos,
                        Phases.wrap(phaseAt(nowNanos)),
                        this.rate,
                        this.rate,
                        this.joining,
                        goodbye,
                        echoes);
        // What a joining member states counts nowhere.
        Report report = this.joining ? plain : plain.toBuilder().order(orderAt(nowNanos)).build();
        this.sentStamps.add(nowNanos);
        this.newest = report;
        return report;
    }
}
