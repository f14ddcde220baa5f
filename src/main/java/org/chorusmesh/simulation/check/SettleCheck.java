package org.chorusmesh.simulation.check;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.simulation.mesh.Churn;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the mesh settles after the last fault has healed. Within 1.2 times the time of the
 * exact equations from the phases at the heal, plus a second, it must reach the pattern in which
 * they lock, and stay in it to the end of the run.
 */
public final class SettleCheck {

    /** The largest mesh that is checked, nodes. */
    static final int MAX_NODES = 64;

    private static final int COMPLETE_WITHIN_TTLS = 2;

    private static final int RUNNING_WITHIN_TTLS = 5;

    private static final long SECOND = 1_000_000_000L;

    private static final double MOST_LOSS = 0.5;

    /** The result of the check. */
    public enum Outcome {
        /** The run ended before the deadline. */
        OPEN,
        /** The check does not apply. */
        NOT_ASKED,
        /** The mesh settled in time and stayed settled. */
        SETTLED,
        /** The mesh did not settle in time, or did not stay settled. */
        BROKEN
    }

    private final Scenario scenario;
    private final Mesh mesh;
    private final long healNanos;
    private final long ttlNanos;
    private Outcome outcome = Outcome.OPEN;
    private String because = "";
    private @Nullable SettlePlan plan;
    private int[] who = {};
    private @Nullable HeadCount headCount;

    SettleCheck(Scenario scenario, Mesh mesh) {
        this.scenario = scenario;
        this.mesh = mesh;
        long ttl = scenario.settings().ttlNanos();
        for (Event event : scenario.events()) {
            if (event instanceof Event.Settings change) {
                ttl = Math.max(ttl, change.change().applyTo(scenario.settings()).ttlNanos());
            }
        }
        this.ttlNanos = ttl;
        this.healNanos =
                Healing.nanos(scenario.events(), ttl, (long) reportNanos())
                        + relinkingNanos(scenario, ttl);
        if (!applies()) {
            end(
                    Outcome.NOT_ASKED,
                    "many nodes, a remedy left out, or more than half of the reports lost");
        }
    }

    /**
     * How long after the last event links still change, and the nodes at their other ends still
     * have weight.
     */
    private static long relinkingNanos(Scenario scenario, long ttl) {
        return (scenario.topology() instanceof Topology.Overlay overlay
                        && !scenario.events().isEmpty())
                ? Churn.EMPTY_NANOS + overlay.discoveryNanos() + 2 * ttl
                : 0;
    }

    private void end(Outcome as, String reason) {
        this.outcome = as;
        this.because = reason;
    }

    private boolean applies() {
        return this.scenario.nodes() <= MAX_NODES
                && this.scenario.without().isEmpty()
                && mostLoss() <= MOST_LOSS;
    }

    private double reportNanos() {
        long period = this.scenario.settings().gossipPeriodNanos();
        for (Scenario.Speed speed : this.scenario.speeds()) {
            period = Math.max(period, speed.gossipPeriodNanos());
        }
        return period / (1 - Math.min(MOST_LOSS, mostLoss()));
    }

    private double mostLoss() {
        return Math.max(
                this.scenario.network().loss(),
                this.scenario.links().stream()
                        .mapToDouble((link) -> link.model().loss())
                        .max()
                        .orElse(0));
    }

    Outcome outcome() {
        return this.outcome;
    }

    /** The largest distance from the pattern, radians; 0 while there is no plan. */
    double withinRadians() {
        return (this.plan != null) ? this.plan.withinRadians() : 0;
    }

    /** Why the check does not apply, or how it failed; empty otherwise. */
    String because() {
        return this.because;
    }

    /** Checks the mesh at a sample. */
    void sample(long nanos, List<Breach> breaches) {
        if (nanos < this.healNanos
                || this.outcome == Outcome.NOT_ASKED
                || this.outcome == Outcome.BROKEN) {
            return;
        }
        if (this.plan == null) {
            awaitRunning(nanos, breaches);
            return;
        }
        this.headCount.sample();
        double seconds = nanos * 1e-9;
        if (seconds <= this.plan.deadlineSeconds()) {
            return;
        }
        this.outcome = Outcome.SETTLED;
        double away = this.plan.distance(this.mesh, this.who, nanos);
        boolean completeByNow =
                seconds > this.plan.deadlineSeconds() + COMPLETE_WITHIN_TTLS * this.ttlNanos * 1e-9;
        if (away > this.plan.withinRadians()) {
            breach(
                    breaches,
                    nanos,
                    "%.4f rad from the locked pattern, %.4f allowed from %.2f s on"
                            .formatted(
                                    away, this.plan.withinRadians(), this.plan.deadlineSeconds()));
        } else if (completeByNow && !this.headCount.isComplete()) {
            breach(breaches, nanos, "a node has not given weight to all of its neighbours");
        } else if (completeByNow && this.headCount.hasGhosts()) {
            breach(breaches, nanos, "a peer that is gone has weight");
        }
    }

    private void breach(List<Breach> breaches, long nanos, String detail) {
        end(Outcome.BROKEN, detail);
        breaches.add(new Breach(Invariant.SETTLES, nanos, detail));
    }

    /**
     * Makes the plan once each node that is up runs, has carried out its commands, and has stepped
     * since its clock last jumped, and no peer that is gone has weight. The equations know nothing
     * of its pull, and it fades the more slowly the rarer its reports were.
     */
    private void awaitRunning(long nanos, List<Breach> breaches) {
        boolean running = true;
        for (Member member : this.mesh.members()) {
            if (member.node() != null) {
                running &=
                        member.isRunning()
                                && !member.hasCommands()
                                && member.hasSteppedRecently(nanos);
            }
        }
        if (running) {
            begin(nanos);
        } else if (nanos - this.healNanos > RUNNING_WITHIN_TTLS * this.ttlNanos + SECOND) {
            breach(
                    breaches,
                    nanos,
                    "not all nodes run %.1f s after the heal"
                            .formatted((nanos - this.healNanos) * 1e-9));
        }
    }

    private void begin(long nanos) {
        this.who =
                Arrays.stream(this.mesh.members())
                        .filter((member) -> member.node() != null)
                        .mapToInt(Member::index)
                        .toArray();
        int[][] neighbours = this.mesh.neighboursAmong(this.who);
        Member[] up =
                Arrays.stream(this.who)
                        .mapToObj((i) -> this.mesh.members()[i])
                        .toArray(Member[]::new);
        this.headCount = new HeadCount(up, neighbours);
        if (this.headCount.hasGhosts() && nanos - this.healNanos < this.ttlNanos) {
            return;
        }
        try {
            this.plan = SettlePlan.of(this.scenario, this.mesh, this.who, neighbours, nanos);
        } catch (SettlePlan.NotAsked no) {
            end(Outcome.NOT_ASKED, no.why());
        }
    }
}
