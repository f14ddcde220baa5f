package org.chorusmesh.simulation.check;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.mesh.MeanField;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;
import org.jspecify.annotations.Nullable;

/**
 * After the last fault has healed the mesh must settle within 1.2 times what the exact equations
 * take from the phases at the heal, and a second: from then on it must be in the pattern in which
 * these lock, to the end of the run.
 */
public final class SettleCheck {

    /** The largest mesh of which the settling is checked. */
    static final int MAX_NODES = 64;

    private static final double FACTOR = 1.2;

    private static final int WHOLE_WITHIN_TTLS = 2;

    private static final int RUNNING_WITHIN_TTLS = 5;

    private static final double NEAR_ANTIPHASE = 0.1;

    private static final double ABOUT_SADDLE = 0.6;

    private static final double BY_CHANCE = 1e-4;

    private static final double VAGUE = 0.1;

    private static final double LOCK_SECONDS = 60;

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
    private boolean begun;
    private double deadlineSeconds;
    private double[] pattern = {};
    private int[] who = {};
    private @Nullable HeadCount headCount;
    private double within;

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
        return this.within;
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
        if (!this.begun) {
            awaitRunning(nanos, breaches);
            return;
        }
        this.headCount.look();
        double seconds = nanos * 1e-9;
        if (seconds <= this.deadlineSeconds) {
            return;
        }
        this.outcome = Outcome.SETTLED;
        double away = MeanField.distance(phases(nanos), this.pattern);
        boolean wholeByNow =
                seconds > this.deadlineSeconds + WHOLE_WITHIN_TTLS * this.ttlNanos * 1e-9;
        if (away > this.within) {
            breach(
                    breaches,
                    nanos,
                    "%.4f rad from where it locks, %.4f allowed from %.2f s on"
                            .formatted(away, this.within, this.deadlineSeconds));
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
            this.begun = true;
            String no = begin(nanos);
            if (no != null) {
                end(Outcome.NOT_ASKED, no);
            }
        } else if (nanos - this.healNanos > RUNNING_WITHIN_TTLS * this.ttlNanos + SECOND) {
            breach(
                    breaches,
                    nanos,
                    "not everyone runs %.1f s after the heal"
                            .formatted((nanos - this.healNanos) * 1e-9));
        }
    }

    private double[] phases(long nanos) {
        return Arrays.stream(this.who)
                .mapToDouble((i) -> this.mesh.members()[i].phaseAt(nanos))
                .toArray();
    }

    private @Nullable String begin(long nanos) {
        this.who =
                Arrays.stream(this.mesh.members())
                        .filter((member) -> member.node() != null)
                        .mapToInt((member) -> member.index())
                        .toArray();
        int n = this.who.length;
        if (n < 2) {
            return "alone";
        }
        int[][] neighbours = new int[n][];
        for (int i = 0; i < n; i++) {
            neighbours[i] =
                    Arrays.stream(this.mesh.neighbours()[this.who[i]])
                            .map((j) -> Arrays.binarySearch(this.who, j))
                            .filter((j) -> j >= 0)
                            .toArray();
        }
        this.headCount =
                new HeadCount(
                        Arrays.stream(this.who)
                                .mapToObj((i) -> this.mesh.members()[i])
                                .toArray(Member[]::new),
                        neighbours);
        if (!Topology.isConnected(neighbours)) {
            return "disconnected";
        }
        Settings first = settings(0);
        double[] omega = new double[n];
        for (int i = 0; i < n; i++) {
            Settings settings = settings(i);
            // By its own clock, which may be fast.
            omega[i] = settings.naturalFrequency() * this.mesh.members()[this.who[i]].clockSpeed();
            if (settings.coupling() != first.coupling()
                    || settings.phaseLag() != first.phaseLag()) {
                return "settings differ";
            }
            if (settings.noise() != 0) {
                return "noise";
            }
            for (int j : neighbours[i]) {
                if (settings(j).gossipPeriodNanos()
                        > settings.ttlNanos() / Settings.PERIODS_PER_TTL) {
                    return "peers too slow for the TTL";
                }
            }
        }
        double[] phases = phases(nanos);
        double[] relative = MeanField.relative(phases);
        if (Arrays.stream(relative).anyMatch((x) -> Math.abs(x) > Math.PI - NEAR_ANTIPHASE)
                || (n == 2
                        && Math.abs(Phases.difference(phases[0], phases[1]))
                                > Math.PI - NEAR_ANTIPHASE)) {
            return "antiphase";
        }
        double lag = first.phaseLag();
        MeanField exact = new MeanField(neighbours, omega, first.coupling(), lag);
        for (int i = 0; lag != 0 && i < n; i++) {
            if (Math.abs(relative[i]) > Math.PI - 2 * Math.abs(lag) - ABOUT_SADDLE
                    && exact.goesEitherWay(phases, i, NEAR_ANTIPHASE, LOCK_SECONDS)) {
                return "antiphase, as the lag has it";
            }
        }
        boolean full = Arrays.stream(neighbours).allMatch((list) -> list.length == n - 1);
        if (!full && Arrays.stream(relative).anyMatch((x) -> Math.abs(x) > Math.PI / 2)) {
            return "graph";
        }
        SettleBounds bounds = new SettleBounds(this.scenario, this.mesh, this.who, neighbours);
        if (bounds.outSeconds(BY_CHANCE) * SECOND > first.ttlNanos()) {
            return "reports are lost for a TTL by chance";
        }
        double[] locked = exact.locked(phases, LOCK_SECONDS);
        if (locked == null) {
            return "does not lock";
        }
        this.pattern = locked;
        double[] rates = exact.rates(locked);
        double[] misled =
                new MeanField(neighbours, omega, first.coupling(), bounds.misled(omega, rates))
                        .locked(locked, LOCK_SECONDS);
        if (misled == null) {
            return "old reports keep it from locking";
        }
        this.within =
                bounds.withinRadians(omega, rates)
                        + MeanField.distance(MeanField.relative(misled), locked);
        if (this.within > VAGUE) {
            return "vague";
        }
        MeanField.Way asIs = way(exact, phases);
        MeanField.Way blind = way(exact, withOneBlind(phases, omega, rates, bounds));
        double furthest = Math.max(asIs.furthestRadians(), blind.furthestRadians());
        if (lag == 0 && furthest > Math.PI - NEAR_ANTIPHASE) {
            return "antiphase on the way";
        }
        MeanField.Way nearer = way(exact, withOneNearerToAntiphase(phases, relative));
        double ideal = Math.max(asIs.seconds(), Math.max(blind.seconds(), nearer.seconds()));
        this.deadlineSeconds = nanos * 1e-9 + FACTOR * ideal + bounds.slackSeconds();
        return null;
    }

    private MeanField.Way way(MeanField exact, double[] from) {
        // What is hidden from the nodes adds to what is left of the way.
        return exact.way(from, this.pattern, SettleBounds.LEAST_WITHIN_RADIANS, LOCK_SECONDS);
    }

    /** The phases, had the node that the others pull most not heard them for a while. */
    private static double[] withOneBlind(
            double[] phases, double[] omega, double[] rates, SettleBounds bounds) {
        int most = 0;
        for (int i = 1; i < omega.length; i++) {
            if (Math.abs(omega[i] - rates[i]) > Math.abs(omega[most] - rates[most])) {
                most = i;
            }
        }
        double[] moved = phases.clone();
        moved[most] += (omega[most] - rates[most]) * bounds.blindSeconds();
        return moved;
    }

    /**
     * The phases, with the one furthest from their mean a little further. The nearer to antiphase,
     * the more the exact time hangs on where just the phases are; this makes of the 0.1 rad around
     * it, where nothing is asked, no sharp edge.
     */
    private static double[] withOneNearerToAntiphase(double[] phases, double[] relative) {
        int furthest = 0;
        for (int i = 1; i < relative.length; i++) {
            if (Math.abs(relative[i]) > Math.abs(relative[furthest])) {
                furthest = i;
            }
        }
        double[] moved = phases.clone();
        moved[furthest] += Math.copySign(NEAR_ANTIPHASE / 2, relative[furthest]);
        return moved;
    }

    private Settings settings(int i) {
        return this.mesh.members()[this.who[i]].node().settings();
    }
}
