package org.chorusmesh.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerView;

/**
 * After the last fault the mesh must settle as fast as the exact equations do from the phases it
 * has one second later, or within a fifth more. A node that came in only after that second, or is
 * not heard by all yet, delays the start of the comparison.
 */
final class SettleCheck {

    private static final double GRACE_SECONDS = 1;

    private static final double FACTOR = 1.2;

    private static final double NEAR_ANTIPHASE = 0.1;

    private static final double LEAST_ORDER = 0.3;

    private static final double WITHIN = 0.02;

    private static final double FLICKER = 0.2;

    private static final double STALLS_LIKE_LOSS = 0.3;

    private static final double LOCK_SECONDS = 200;

    private final Scenario scenario;
    private final Mesh mesh;
    private final long healNanos;
    private boolean over;
    private double startSeconds = Double.NaN;
    private double allowedSeconds;
    private double[] pattern = {};
    private int[] who = {};
    private double within;

    SettleCheck(Scenario scenario, Mesh mesh) {
        this.scenario = scenario;
        this.mesh = mesh;
        long last = 0;
        for (Event event : scenario.events()) {
            last = Math.max(last, event.endNanos());
        }
        this.healNanos = last;
        this.over = !applies();
    }

    private boolean applies() {
        // Elsewhere "settled" is another state, or noise keeps the mesh from it.
        return this.scenario.topology() instanceof Topology.Full
                && this.scenario.nodes() <= Simulator.MAX_WATCHED
                && this.scenario.settings().noise() == 0
                && this.scenario.settings().phaseLag() == 0
                && this.scenario.settings().coupling() > 0
                && this.scenario.speeds().isEmpty()
                && this.scenario.without().isEmpty()
                && this.scenario.events().stream()
                        .noneMatch((event) -> event instanceof Event.Change);
    }

    /** Looks whether it has begun, or is over. */
    void sample(long nanos, List<Breach> breaches) {
        if (this.over) {
            return;
        }
        double seconds = nanos * 1e-9;
        if (Double.isNaN(this.startSeconds)) {
            if (seconds >= this.healNanos * 1e-9 + GRACE_SECONDS && isWhole()) {
                begin(nanos);
            }
            return;
        }
        if (MeanField.distance(phases(nanos), this.pattern) <= this.within) {
            this.over = true;
        } else if (seconds - this.startSeconds > this.allowedSeconds) {
            this.over = true;
            breaches.add(
                    new Breach(
                            Invariant.SETTLES,
                            nanos,
                            "%.4f rad from where it locks, after the %.2f s allowed from %.2f s on"
                                    .formatted(
                                            MeanField.distance(phases(nanos), this.pattern),
                                            this.allowedSeconds,
                                            this.startSeconds)));
        }
    }

    /** Whether everyone who is up runs, and counts all others who are up. */
    private boolean isWhole() {
        this.who =
                Arrays.stream(this.mesh.members)
                        .filter((member) -> member.node != null)
                        .mapToInt((member) -> member.index)
                        .toArray();
        for (int i : this.who) {
            Member member = this.mesh.members[i];
            if (!member.isRunning()) {
                return false;
            }
            NodeSnapshot snapshot = member.node.snapshot();
            long counted =
                    snapshot.peers().stream()
                            .filter((peer) -> peer.weight() > 0 && isCurrent(peer))
                            .count();
            if (counted != this.who.length - 1 || snapshot.peers().size() != counted) {
                return false;
            }
        }
        return this.who.length > 1;
    }

    private boolean isCurrent(PeerView peer) {
        Member member = this.mesh.members[Integer.parseInt(peer.nodeId().substring(1))];
        return member.node != null && member.node.snapshot().identity().boot().equals(peer.boot());
    }

    private double[] phases(long nanos) {
        return Arrays.stream(this.who)
                .mapToDouble((i) -> this.mesh.members[i].phaseAt(nanos))
                .toArray();
    }

    private void begin(long nanos) {
        double[] phases = phases(nanos);
        double[] relative = MeanField.relative(phases);
        double order = Arrays.stream(relative).map(StrictMath::cos).sum() / relative.length;
        boolean nearAntiphase =
                Arrays.stream(relative).anyMatch((x) -> Math.abs(x) > Math.PI - NEAR_ANTIPHASE)
                        || (relative.length == 2
                                && Math.abs(Phases.difference(phases[0], phases[1]))
                                        > Math.PI - NEAR_ANTIPHASE);
        double[] omega =
                Arrays.stream(this.who)
                        .map((i) -> i)
                        .mapToDouble((i) -> this.mesh.omega[i])
                        .toArray();
        int n = omega.length;
        MeanField exact =
                new MeanField(
                        new Topology.Full().of(n, new Chance(0)),
                        omega,
                        this.scenario.settings().coupling(),
                        0);
        double[] locked =
                (nearAntiphase || order < LEAST_ORDER) ? null : exact.locked(phases, LOCK_SECONDS);
        if (locked == null) {
            this.over = true;
            return;
        }
        this.pattern = locked;
        this.within = WITHIN + residual(omega);
        OptionalDouble ideal = exact.settleSeconds(phases, locked, this.within, LOCK_SECONDS);
        this.startSeconds = nanos * 1e-9;
        this.allowedSeconds =
                FACTOR * ideal.orElse(LOCK_SECONDS)
                        + 2e-9
                                * (this.scenario.settings().gossipPeriodNanos()
                                        + this.scenario.sampleNanos());
    }

    /**
     * What delays that cannot be told apart leave between nodes for ever and, where loss and stalls
     * let weights flicker, a share of how far a detuned node stands off.
     */
    private double residual(double[] omega) {
        double fastest = Arrays.stream(omega).map(Math::abs).max().orElse(0);
        double detuning =
                Arrays.stream(omega).max().orElse(0) - Arrays.stream(omega).min().orElse(0);
        double gaps =
                this.scenario.network().loss()
                        + ((this.scenario.network().stall() > 0) ? STALLS_LIKE_LOSS : 0);
        double flicker = FLICKER * gaps * detuning / this.scenario.settings().coupling();
        double most = spreadSeconds(this.scenario.network());
        for (Scenario.LinkException exception : this.scenario.links()) {
            most =
                    Math.max(
                            most,
                            spreadSeconds(exception.model())
                                    + Math.abs(
                                                    exception.model().leastDelayNanos()
                                                            - this.scenario
                                                                    .network()
                                                                    .leastDelayNanos())
                                            * 1e-9);
        }
        return fastest * most + flicker;
    }

    private static double spreadSeconds(LinkModel model) {
        return (model.usualMostDelayNanos() - model.leastDelayNanos()) * 1e-9;
    }
}
