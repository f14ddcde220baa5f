package org.chorusmesh.simulation.check;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * After the last fault has healed the mesh must settle within 1.2 times what the exact equations
 * take from the phases at the heal, and a second: from then on it must be in the pattern in which
 * these lock, to the end of the run.
 */
public final class SettleCheck {

    /** The largest mesh of which the settling is checked. */
    static final int MAX_NODES = 64;

    private static final int WHOLE_WITHIN_TTLS = 2;

    private static final int RUNNING_WITHIN_TTLS = 5;

    private static final long SECOND = 1_000_000_000L;

    private static final double MOST_LOSS = 0.5;

    /** What became of the question. */
    public enum Outcome {
        /** The run was over before it could be told. */
        OPEN,
        /** It does not arise. */
        NOT_ASKED,
        /** The mesh settled in time, and stayed so. */
        SETTLED,
        /** It did not. */
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
        this.healNanos = Healing.nanos(scenario.events(), ttl, (long) reportNanos());
        if (!applies()) {
            end(Outcome.NOT_ASKED, "many nodes, remedies left out or half of the reports lost");
        }
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

    /** How near it had to come; 0 while that is not known. */
    double withinRadians() {
        return (this.plan != null) ? this.plan.withinRadians() : 0;
    }

    /** Why it was not asked, or how it was broken; empty otherwise. */
    String because() {
        return this.because;
    }

    /** Looks at the mesh. */
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
        this.headCount.look();
        double seconds = nanos * 1e-9;
        if (seconds <= this.plan.deadlineSeconds()) {
            return;
        }
        this.outcome = Outcome.SETTLED;
        double away = this.plan.distance(this.mesh, this.who, nanos);
        boolean wholeByNow =
                seconds > this.plan.deadlineSeconds() + WHOLE_WITHIN_TTLS * this.ttlNanos * 1e-9;
        if (away > this.plan.withinRadians()) {
            breach(
                    breaches,
                    nanos,
                    "%.4f rad from where it locks, %.4f allowed from %.2f s on"
                            .formatted(
                                    away, this.plan.withinRadians(), this.plan.deadlineSeconds()));
        } else if (wholeByNow && !this.headCount.isWhole()) {
            breach(breaches, nanos, "not everyone has counted everyone");
        } else if (wholeByNow && this.headCount.hasGhosts()) {
            breach(breaches, nanos, "somebody is counted who is no more");
        }
    }

    private void breach(List<Breach> breaches, long nanos, String detail) {
        end(Outcome.BROKEN, detail);
        breaches.add(new Breach(Invariant.SETTLES, nanos, detail));
    }

    /**
     * Begins as soon as everyone who is up runs, has done what it was told, and has lived through
     * what its clock jumped.
     */
    private void awaitRunning(long nanos, List<Breach> breaches) {
        boolean running = true;
        for (Member member : this.mesh.members()) {
            if (member.node() != null) {
                running &=
                        member.isRunning()
                                && !member.hasCommands()
                                && member.hasSteppedOfLate(nanos);
            }
        }
        if (running) {
            begin(nanos);
        } else if (nanos - this.healNanos > RUNNING_WITHIN_TTLS * this.ttlNanos + SECOND) {
            breach(
                    breaches,
                    nanos,
                    "not everyone runs %.1f s after the heal"
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
        try {
            this.plan = SettlePlan.of(this.scenario, this.mesh, this.who, neighbours, nanos);
        } catch (SettlePlan.NotAsked no) {
            end(Outcome.NOT_ASKED, no.why());
        }
    }
}
