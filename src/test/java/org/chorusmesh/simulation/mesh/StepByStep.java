package org.chorusmesh.simulation.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Scenario;

/** A mesh whose nodes step all at once, and that a test can stop between two steps. */
public final class StepByStep {

    /** From one step to the next. */
    public static final long STEP_NANOS = 10_000_000L;

    private final Mesh mesh;
    private final Network network;
    private long nanos;

    public StepByStep(Scenario scenario) {
        this.mesh = new Mesh(scenario, new Chance(1));
        this.mesh.startAll();
        this.network =
                new Network(
                        scenario,
                        this.mesh.neighbours,
                        this.mesh.members,
                        new Chance(2),
                        (member, arrivesNanos) -> {});
    }

    public Mesh mesh() {
        return this.mesh;
    }

    public long nanos() {
        return this.nanos;
    }

    public void crash(int node) {
        this.mesh.members[node].node = null;
    }

    public void command(int node, Command command) {
        this.mesh.members[node].command(command);
    }

    /** Steps everyone who is up, again and again; looks after each round. */
    public void run(double seconds, RunObserver observer, LongConsumer look) {
        long end = this.nanos + (long) (seconds * 1e9);
        for (; this.nanos < end; this.nanos += STEP_NANOS) {
            for (Member each : this.mesh.members) {
                if (each.node == null) {
                    continue;
                }
                List<Arrival> arrivals = new ArrayList<>();
                each.drain(this.nanos, arrivals);
                StepResult result =
                        each.node.step(
                                each.clock.at(this.nanos),
                                Inbound.of(arrivals),
                                each.takeCommands());
                observer.stepped(this.nanos, each, arrivals, result);
                if (result.report() != null) {
                    this.network.publish(this.nanos, each, result.report());
                }
            }
            look.accept(this.nanos);
        }
    }
}
