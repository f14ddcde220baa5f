package org.chorusmesh.service;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;

/** A peer that says what a test wants it to. */
public final class FakePeer {

    private final FakeGossip gossip;

    private final String nodeId;

    private final Boot boot;

    private long lamport;

    private BeatReport beat;

    private double estimate = Double.NaN;

    public FakePeer(FakeGossip gossip, String nodeId) {
        this(gossip, nodeId, new Boot(System.currentTimeMillis(), nodeId.hashCode()));
    }

    public FakePeer(FakeGossip gossip, String nodeId, Boot boot) {
        this.gossip = gossip;
        this.nodeId = nodeId;
        this.boot = boot;
    }

    public String nodeId() {
        return this.nodeId;
    }

    public Boot boot() {
        return this.boot;
    }

    /**
     * Says from now on, with each report, that it has come to this beat; before, it says nothing.
     */
    public FakePeer at(long number) {
        this.beat = new BeatReport(number, true, List.of(), List.of());
        return this;
    }

    /**
     * Says from now on, with each report, what it estimates as the order parameter of the mesh: of
     * length r, in the direction of its phase.
     */
    public FakePeer estimating(double r) {
        this.estimate = r;
        return this;
    }

    /** Reports a phase without answering anybody. */
    public void speak(double phase) {
        send(phase, List.of());
    }

    /** Reports a phase and answers the newest report of the node, if there is one. */
    public void answer(double phase) {
        List<Report> heard = this.gossip.published();
        if (heard.isEmpty()) {
            speak(phase);
            return;
        }
        Report last = heard.get(heard.size() - 1);
        send(phase, List.of(new Echo(last.boot().bits(), last.stampNanos(), 0)));
    }

    /** Reports the phase that a node has now, and answers its newest report. */
    public void follow(ChorusNode node) {
        NodeSnapshot last = node.snapshot();
        double seconds = (System.nanoTime() - last.atNanos()) * 1e-9;
        answer(Phases.wrap(last.phase() + last.frequency() * seconds));
    }

    /**
     * Reports a phase and answers a report of the node that is at least so old, if there is one.
     */
    public void answerLate(double phase, long ageNanos) {
        long latest = System.nanoTime() - ageNanos;
        List<Report> heard =
                this.gossip.published().stream()
                        .filter((report) -> report.stampNanos() - latest <= 0)
                        .toList();
        if (heard.isEmpty()) {
            speak(phase);
        } else {
            Report last = heard.get(heard.size() - 1);
            send(phase, List.of(new Echo(last.boot().bits(), last.stampNanos(), 0)));
        }
    }

    private void send(double phase, List<Echo> echoes) {
        double rate = 2 * Math.PI;
        this.lamport++;
        this.gossip.receive(
                new Report(
                        this.nodeId,
                        this.boot,
                        this.lamport,
                        System.nanoTime(),
                        50_000_000L,
                        phase,
                        rate,
                        rate,
                        false,
                        false,
                        echoes,
                        null,
                        this.beat,
                        Double.isNaN(this.estimate)
                                ? null
                                : new ComplexOrder(this.estimate, 0).turned(phase),
                        0));
    }
}
