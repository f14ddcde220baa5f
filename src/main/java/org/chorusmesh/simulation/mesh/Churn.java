package org.chorusmesh.simulation.mesh;

import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Event;
import org.jspecify.annotations.Nullable;

/** Nodes that leave at random times, and others that come in their places. */
public final class Churn {

    private static final double NANOS_PER_MINUTE = 60e9;

    /** How long a machine stays empty. */
    public static final long EMPTY_NANOS = 1_000_000_000L;

    private static final int MAX_DRAWS = 100;

    private final Mesh mesh;
    private final EventDesk desk;
    private final Chance chance;

    Churn(Mesh mesh, EventDesk desk, Chance chance) {
        this.mesh = mesh;
        this.desk = desk;
        this.chance = chance;
    }

    /** Begins with the first departure. */
    void begin(Event.Churn churn) {
        next(churn, churn.atNanos());
    }

    /** Schedules the next departure: those of many nodes are a Poisson process. */
    private void next(Event.Churn churn, long nanos) {
        double mean = NANOS_PER_MINUTE / (churn.perMinute() * this.mesh.members.length);
        double at = nanos + Math.max(1, this.chance.exponential(mean));
        if (at < churn.endNanos()) {
            this.desk.at((long) at, () -> depart(churn));
        }
    }

    private void depart(Event.Churn churn) {
        long now = this.desk.nowNanos();
        Member member = running();
        if (member != null) {
            if (this.chance.happens(churn.goodbye())) {
                this.desk.leave(member);
            } else {
                this.mesh.stop(member, now);
            }
            this.desk.at(now + EMPTY_NANOS, () -> arrive(member));
        }
        next(churn, now);
    }

    /** A random node that runs; null if hardly any does. */
    private @Nullable Member running() {
        for (int i = 0; i < MAX_DRAWS; i++) {
            Member drawn = this.mesh.members[this.chance.below(this.mesh.members.length)];
            if (drawn.isRunning() && !drawn.leaving) {
                return drawn;
            }
        }
        return null;
    }

    private void arrive(Member member) {
        if (member.node == null) {
            this.mesh.startAnother(member, this.desk.nowNanos(), new Mesh.Birth(true, 0, false, 0));
            this.desk.scheduleFirstStep(member);
        }
    }
}
