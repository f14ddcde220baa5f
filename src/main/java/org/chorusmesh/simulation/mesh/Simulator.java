package org.chorusmesh.simulation.mesh;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario: the production node, unchanged, under virtual time. Time advances from one
 * action to the next. An action is an event of the scenario, a step of a node or a sample; at the
 * same instant they come in this order. A frame is no action: it stays in its receiver's mailbox
 * until the receiver's next step.
 */
public final class Simulator {

    /**
     * The smallest mesh whose heap is measured, nodes. In a smaller one the program itself takes
     * most of the heap.
     */
    private static final int LEAST_WEIGHED = 1000;

    // The first field, so that a collector visits the members in this order and places them in
    // memory in it. Steps then pass through the memory of a large mesh from end to end, which saves
    // a fifth of their time.
    private final Member[] inStepOrder;

    private final Scenario scenario;
    private final Mesh mesh;
    private final Network network;
    private final StepWheel wheel;
    private final EventDesk events;
    private final Trace trace;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Inbound inbound = Inbound.of(this.arrivals);
    private final boolean keepsReports;
    private final @Nullable Long heapBefore;
    private long steps;
    // Only written, so that the compiler does not remove the reads.
    private long fetched;

    /** Creates the mesh of a scenario; its nodes are up and have not stepped yet. */
    public Simulator(Scenario scenario) {
        this.scenario = scenario;
        this.heapBefore = (scenario.nodes() >= LEAST_WEIGHED) ? LiveHeap.bytes() : null;
        Chance chance = new Chance(scenario.seed());
        this.mesh = new Mesh(scenario, chance.fork());
        this.inStepOrder = this.mesh.inStepOrder;
        int n = scenario.nodes();
        this.network =
                new Network(
                        scenario,
                        this.mesh.neighbours,
                        this.mesh.members,
                        chance.fork(),
                        this::hasten);
        long least = scenario.settings().stepNanos();
        for (Scenario.Speed speed : scenario.speeds()) {
            least = Math.min(least, speed.stepNanos());
        }
        for (Event event : scenario.events()) {
            if (event instanceof Event.Settings change) {
                least = Math.min(least, change.change().applyTo(scenario.settings()).stepNanos());
            }
        }
        this.wheel = new StepWheel(n, least, scenario.settings().stepNanos());
        this.events = new EventDesk(scenario, this.mesh, this.network, this.wheel, chance.fork());
        this.trace = new Trace(n);
        this.keepsReports =
                scenario.events().stream()
                        .anyMatch(
                                (event) ->
                                        event instanceof Event.Poison p
                                                && (p.forgery() == Event.Forgery.REPLAY
                                                        || p.forgery() == Event.Forgery.NUMBER));
        begin();
    }

    private void begin() {
        this.mesh.startAll();
        if (this.scenario.filled()) {
            new FilledTables(this.mesh, this.scenario.settings(), this.network).fill();
        }
        this.mesh.beginSteps(this.wheel);
    }

    /** The mesh that it runs. */
    public Mesh mesh() {
        return this.mesh;
    }

    /**
     * Runs the scenario to its end. May be called once.
     *
     * @param observer observes every step and sample
     * @param progress receives the share that is done, 0 … 1
     */
    public Run run(RunObserver observer, DoubleConsumer progress) {
        long began = System.nanoTime();
        long cpuBegan = cpuNanos();
        long next = 0;
        long end = this.scenario.durationNanos();
        while (next <= end) {
            advance(next, observer);
            this.trace.sample(next, this.mesh.members);
            observer.sampled(next);
            progress.accept((double) next / end);
            next += this.scenario.sampleNanos();
        }
        return new Run(
                this.scenario,
                this.mesh,
                this.network,
                this.trace,
                this.steps,
                System.nanoTime() - began,
                cpuNanos() - cpuBegan,
                this.heapBefore);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Carries out all events and steps up to an instant, inclusive. */
    private void advance(long untilNanos, RunObserver observer) {
        while (true) {
            long event = this.events.next();
            long step = this.wheel.peek(Math.min(untilNanos, event));
            if (event <= step && event <= untilNanos) {
                this.events.run();
            } else if (step <= untilNanos) {
                step(this.events.member(this.wheel.remove()), step, observer);
            } else {
                return;
            }
        }
    }

    private void hasten(Member member, long arrivesNanos) {
        this.events.hasten(member, arrivesNanos);
    }

    private void step(Member member, long nanos, RunObserver observer) {
        if (!member.isAwake()) {
            return;
        }
        this.arrivals.clear();
        member.drain(nanos, this.arrivals);
        fetch();
        StepResult result =
                member.node.step(member.clock.at(nanos), this.inbound, member.takeCommands());
        this.steps++;
        member.steppedNanos = nanos;
        member.stepNanos = result.untilNextNanos();
        member.callBelowNanos = result.callBelowNanos();
        observer.stepped(nanos, member, this.arrivals, result);
        if (result.report() != null) {
            this.network.publish(nanos, member, result.report());
            if (this.keepsReports) {
                this.events.keepForReplay(member.index, result.report());
            }
        }
        if (member.leaving && member.node.state() == NodeState.LEFT) {
            this.mesh.stop(member, nanos);
            return;
        }
        long called = member.mailbox.nextBelowNanos(member.callBelowNanos);
        this.wheel.add(
                member.index, Math.min(nanos + member.stepNanos, member.calledAtNanos(called)));
    }

    /**
     * Reads from all arrivals what the step reads from one after the other. In a large mesh none of
     * it is in a cache, and this way the accesses overlap.
     */
    private void fetch() {
        long read = 0;
        for (int i = 0; i < this.arrivals.size(); i++) {
            List<Echo> echoes = this.arrivals.get(i).report().echoes();
            if (!echoes.isEmpty()) {
                read += echoes.get(0).bootBits();
            }
        }
        this.fetched = read;
    }
}
