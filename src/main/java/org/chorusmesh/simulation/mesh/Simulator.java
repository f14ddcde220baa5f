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
 * Runs a scenario: the production node, unchanged, under virtual time. Between two instants nothing
 * happens; what happens is a step of a node, an event of the scenario, or a look at the mesh, in
 * this order of events, steps and looks at one instant. A frame is no event: it lies in its
 * receiver's mailbox until the receiver's next step.
 */
public final class Simulator {

    /** The smallest mesh whose heap is weighed; of a smaller one the program itself is most. */
    private static final int LEAST_WEIGHED = 1000;

    // First of all fields, so that a collector comes upon the members in this order and lays their
    // memory out in it: steps then go through the memory of a large mesh from end to end, which
    // saves a fifth of their time.
    private final Member[] inStepOrder;

    private final Scenario scenario;
    private final Mesh mesh;
    private final Network network;
    private final StepWheel wheel;
    private final EventDesk events;
    private final Trace trace;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Inbound inbound = Inbound.of(this.arrivals);
    private final boolean overhears;
    private final @Nullable Long heapBefore;
    private long steps;
    // Written only, so that what is read for it is not left out.
    private long fetched;

    /** A mesh whose nodes are up and have not stepped yet. */
    public Simulator(Scenario scenario) {
        this.scenario = scenario;
        this.heapBefore = (scenario.nodes() >= LEAST_WEIGHED) ? LiveHeap.bytes() : null;
        Chance chance = new Chance(scenario.seed());
        this.mesh = new Mesh(scenario, chance.fork());
        this.inStepOrder = this.mesh.inStepOrder;
        int n = scenario.nodes();
        this.network =
                new Network(scenario, this.mesh.neighbours, this.mesh.members, chance.fork());
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
        this.overhears =
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
            this.mesh.fillTables(this.network);
        }
        this.mesh.beginSteps(this.wheel);
    }

    /** The mesh that it runs. */
    public Mesh mesh() {
        return this.mesh;
    }

    /**
     * Runs it to its end; only once.
     *
     * @param observer sees every step
     * @param progress told how much is done, 0 … 1
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

    /** Lets everything happen up to an instant, itself included. */
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

    private void step(Member member, long nanos, RunObserver observer) {
        if (!member.isAwake()) {
            return;
        }
        this.arrivals.clear();
        member.drain(nanos, this.arrivals);
        fetch();
        boolean commanded = !member.commands.isEmpty();
        StepResult result =
                member.node.step(member.clock.at(nanos), this.inbound, member.takeCommands());
        this.steps++;
        if (commanded) {
            member.stepNanos = member.node.settings().stepNanos();
        }
        observer.stepped(nanos, member, this.arrivals, result);
        if (result.report() != null) {
            this.network.publish(nanos, member, result.report());
            if (this.overhears) {
                this.events.overhear(member.index, result.report());
            }
        }
        if (member.leaving && member.node.state() == NodeState.LEFT) {
            member.stop();
            return;
        }
        this.wheel.add(member.index, nanos + member.stepNanos);
    }

    /**
     * Reads of all arrivals what the step will read of one after the other. Of a large mesh nothing
     * of it is in a cache; so it is waited for once.
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
