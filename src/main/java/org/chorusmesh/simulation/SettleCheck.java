package org.chorusmesh.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerView;

/**
 * After the last fault the mesh must settle within 1.2 times what the exact equations take from the
 * phases it has one second later, and a second. A node that comes in only after that second, or is
 * not heard by all yet, delays the start of the comparison, by six TTL at most.
 */
final class SettleCheck {

    private static final double GRACE_SECONDS = 1;

    private static final double FACTOR = 1.2;

    private static final double SLACK_SECONDS = 1;

    private static final int WHOLE_WITHIN_TTLS = 6;

    private static final double NEAR_ANTIPHASE = 0.1;

    private static final double LEAST_ORDER = 0.3;

    private static final double WITHIN = 0.02;

    private static final double LOCK_SECONDS = 200;

    private static final double MOST_LOSS = 0.5;

    // Stamps that were forged in a peer's name stay in the window of its path for so long.
    private static final long FORGED_STAMPS_NANOS = 10_000_000_000L;

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
            long forged = (event instanceof Event.Poison) ? FORGED_STAMPS_NANOS : 0;
            last = Math.max(last, event.endNanos() + forged);
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
                && mostLoss() <= MOST_LOSS
                && this.scenario.events().stream()
                        .noneMatch((event) -> event instanceof Event.Change);
    }

    private double mostLoss() {
        return Math.max(
                this.scenario.network().loss(),
                this.scenario.links().stream()
                        .mapToDouble((link) -> link.model().loss())
                        .max()
                        .orElse(0));
    }

    /** Looks whether it has begun, or is over. */
    void sample(long nanos, List<Breach> breaches) {
        double sinceHealSeconds = (nanos - this.healNanos) * 1e-9;
        if (this.over || sinceHealSeconds < GRACE_SECONDS) {
            return;
        }
        double seconds = nanos * 1e-9;
        if (Double.isNaN(this.startSeconds)) {
            this.who =
                    Arrays.stream(this.mesh.members)
                            .filter((member) -> member.node != null)
                            .mapToInt((member) -> member.index)
                            .toArray();
            if (this.who.length < 2) {
                this.over = true;
            } else if (isWhole()) {
                begin(nanos);
            } else if (sinceHealSeconds
                    > WHOLE_WITHIN_TTLS * this.scenario.settings().ttlNanos() * 1e-9) {
                this.over = true;
                breaches.add(
                        new Breach(
                                Invariant.SETTLES,
                                nanos,
                                "not everyone counts everyone %.1f s after the last event"
                                        .formatted(sinceHealSeconds)));
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
        return true;
    }

    private boolean isCurrent(PeerView peer) {
        return Arrays.stream(this.who)
                .mapToObj((i) -> this.mesh.members[i].node.snapshot().identity())
                .anyMatch(
                        (identity) ->
                                identity.nodeId().equals(peer.nodeId())
                                        && identity.boot().equals(peer.boot()));
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
        this.allowedSeconds = FACTOR * ideal.orElse(LOCK_SECONDS) + SLACK_SECONDS;
    }

    /**
     * What delays that cannot be told apart leave between nodes for ever, and clocks that stepped
     * by less than a period, which looks like a delay, until the window of the path has passed.
     */
    private double residual(double[] omega) {
        double fastest = Arrays.stream(omega).map(Math::abs).max().orElse(0);
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
        double steps = 0;
        for (Event event : this.scenario.events()) {
            if (event instanceof Event.ClockStep step
                    && Math.abs(step.byNanos()) < this.scenario.settings().gossipPeriodNanos()) {
                steps += Math.abs(step.byNanos()) * 1e-9;
            }
        }
        return fastest * (most + steps);
    }

    private static double spreadSeconds(LinkModel model) {
        return (model.usualMostDelayNanos() - model.leastDelayNanos()) * 1e-9;
    }
}
