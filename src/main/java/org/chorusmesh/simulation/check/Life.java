package org.chorusmesh.simulation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.peers.Report;
import org.chorusmesh.simulation.mesh.Member;

/** The record that the checks keep of one boot of a node. */
final class Life {

    /** More reports than a node sends within any delay of the network. */
    private static final int MAX_SENT = 1024;

    private static final long MILLI = 1_000_000L;

    private static final int SLOWEST_CLOCK = 100;

    private record Sent(Report report, long atNanos) {}

    private final Member member;
    private final Node node;
    private final Boot boot;
    private final long bornNanos;
    private final boolean aligns;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private long steppedNanos;
    private long clockNanos;
    private long stepsApartNanos;
    private long mostApartNanos;
    private long nextMostApartNanos;
    private long settledSinceNanos = Long.MAX_VALUE;
    private long clockOffNanos = Long.MIN_VALUE / 2;
    private long jumpedNanos = Long.MIN_VALUE / 2;
    private long sleptNanos = Long.MIN_VALUE / 2;
    private long jumps;

    /** Starts the record after the first step of a boot. */
    Life(Member member, long nanos) {
        this.member = member;
        this.node = member.node();
        this.boot = this.node.snapshot().identity().boot();
        this.bornNanos = nanos;
        this.aligns = this.node.state() == NodeState.JOINING;
        this.steppedNanos = nanos;
        this.clockNanos = this.node.atNanos();
        this.nextMostApartNanos = 2 * this.node.settings().stepNanos();
    }

    /**
     * Records a step.
     *
     * @param untilNextNanos how long the node means to go without another one
     */
    void stepped(long nanos, boolean settled, long jumpsNow, long untilNextNanos) {
        this.stepsApartNanos = nanos - this.steppedNanos;
        this.mostApartNanos = this.nextMostApartNanos;
        this.nextMostApartNanos = untilNextNanos + this.node.settings().stepNanos();
        long shown = this.node.atNanos() - this.clockNanos;
        boolean clockIsOff =
                Math.abs(shown - this.stepsApartNanos)
                        > MILLI + this.stepsApartNanos / SLOWEST_CLOCK;
        if (hasSlept()) {
            this.sleptNanos = nanos;
        }
        if (clockIsOff) {
            this.clockOffNanos = nanos;
        }
        if (jumpsNow != this.jumps) {
            this.jumps = jumpsNow;
            this.jumpedNanos = nanos;
        }
        this.steppedNanos = nanos;
        this.clockNanos = this.node.atNanos();
        this.settledSinceNanos = settled ? Math.min(this.settledSinceNanos, nanos) : Long.MAX_VALUE;
    }

    /** Records a report that the node sent. */
    void sent(Report report, long nanos) {
        this.sent.addLast(new Sent(report, nanos));
        if (this.sent.size() > MAX_SENT) {
            this.sent.removeFirst();
        }
    }

    /** When the node sent a report; {@link Long#MIN_VALUE} if it did not. */
    long sentNanos(Report report) {
        for (var each = this.sent.descendingIterator(); each.hasNext(); ) {
            Sent one = each.next();
            if (one.report() == report) {
                return one.atNanos();
            }
        }
        return Long.MIN_VALUE;
    }

    /** Index of the machine on which it runs. */
    int place() {
        return this.member.index();
    }

    String nodeId() {
        return this.member.nodeId();
    }

    Boot boot() {
        return this.boot;
    }

    Node node() {
        return this.node;
    }

    boolean isAlive() {
        return this.member.node() == this.node;
    }

    long bornNanos() {
        return this.bornNanos;
    }

    /** Whether it joined by aligning, and so took over the number of the mesh. */
    boolean aligns() {
        return this.aligns;
    }

    long steppedNanos() {
        return this.steppedNanos;
    }

    /** Time between its last two steps. */
    long stepsApartNanos() {
        return this.stepsApartNanos;
    }

    /** Whether it slept before its last step, which came more than a step period late. */
    boolean hasSlept() {
        return this.stepsApartNanos > this.mostApartNanos;
    }

    /** When it last woke, in virtual time. */
    long sleptNanos() {
        return this.sleptNanos;
    }

    /** Whether it sleeps: its next step is more than a step period late. */
    boolean isAsleep(long nanos) {
        return nanos - this.steppedNanos > this.nextMostApartNanos;
    }

    /** Whether its clock has not jumped since its last step, forward or back. */
    boolean hasSteppedRecently(long nanos) {
        return this.member.hasSteppedRecently(nanos);
    }

    /** Since when it has stated that it is settled; {@link Long#MAX_VALUE} if it does not. */
    long settledSinceNanos() {
        return this.settledSinceNanos;
    }

    /** When its clock last jumped, or went on after it stood still. */
    long clockOffNanos() {
        return this.clockOffNanos;
    }

    /** When its phase, its number or its clock last jumped. */
    long disturbedNanos() {
        return Math.max(this.clockOffNanos, this.jumpedNanos);
    }

    /**
     * Its true phase at an instant, in turns, not wrapped; independent of the number that it
     * states.
     */
    double turns(long nanos) {
        return this.member.phaseAt(nanos) / Phases.TURN;
    }

    /**
     * The instant of virtual time at which its clock will show a time, if the clock runs on at its
     * present speed.
     */
    long when(long atNanos) {
        double speed = Math.max(this.member.clockSpeed(), 1e-9);
        return (atNanos == Long.MAX_VALUE)
                ? Long.MAX_VALUE
                : this.steppedNanos + (long) ((atNanos - this.clockNanos) / speed);
    }

    /** The number that it states at an instant, with the fraction of the beat. */
    double beats(long nanos) {
        BeatState state = this.node.beat();
        double since = turns(nanos) - this.node.phase() / Phases.TURN;
        return state.beatsSince(0) + Math.signum(state.rate() * this.node.rate()) * since;
    }

    @Override
    public String toString() {
        return nodeId() + "/" + this.boot;
    }
}
