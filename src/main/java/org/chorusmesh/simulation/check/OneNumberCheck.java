package org.chorusmesh.simulation.check;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Checks that all nodes of a calm mesh have the same number. A mesh is calm while the same nodes
 * run, each of them takes all others into account, or all of its neighbours on an overlay that
 * holds together, and the true phases stay close to each other.
 */
final class OneNumberCheck {

    /**
     * In turns. Less than the eighth of a turn at which nodes are in step, so that errors of the
     * delay estimate do not matter.
     */
    private static final double BESIDE = 0.1;

    private static final double STILL = 1.0 / 64;

    private static final int CALM_TTLS = 3;

    private static final int CALM_ROUNDS = 8;

    private static final long LEAST_DISPUTABLE_BEATS = 1L << 20;

    private static final double DISPUTABLE_SECONDS = 30 * 86_400.0;

    private final Hearing hearing;
    private final Breaches breaches;
    private final Mesh mesh;
    private final boolean isFull;
    private final boolean isAsked;
    private final long calmNanos;
    private List<Life> before = List.of();
    private double[] anchors = {};
    private long sinceNanos;
    private @Nullable Double oneNumberSeconds;

    /**
     * @param links over how many links a number spreads
     * @param ttlNanos the longest TTL
     * @param periodNanos the longest gossip period
     */
    OneNumberCheck(
            Scenario scenario,
            Mesh mesh,
            Hearing hearing,
            int links,
            long ttlNanos,
            long periodNanos,
            Breaches breaches) {
        this.hearing = hearing;
        this.breaches = breaches;
        this.mesh = mesh;
        this.isFull = scenario.topology() instanceof Topology.Full;
        this.isAsked =
                (this.isFull || scenario.topology() instanceof Topology.Overlay)
                        && scenario.without().isEmpty();
        // A node reports at least five times a TTL, and may lose half of these.
        this.calmNanos =
                CALM_TTLS * ttlNanos
                        + (this.isFull ? 0 : links * ttlNanos / 2)
                        + (long) (CALM_ROUNDS * periodNanos / (1 - scenario.network().loss()));
    }

    /** Checks the mesh at an instant. */
    void sample(long nanos) {
        sample(nanos, (life) -> life.beats(nanos));
    }

    /**
     * Checks the mesh at an instant.
     *
     * @param number the number that each node states, with the fraction of the beat
     */
    void sample(long nanos, ToDoubleFunction<Life> number) {
        List<Life> alive = this.hearing.alive();
        BeatState[] states = new BeatState[alive.size()];
        double[] beats = new double[alive.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = alive.get(i).node().beat();
            beats[i] = number.applyAsDouble(alive.get(i));
        }
        note(nanos, alive, beats);
        if (!this.isAsked || !isCalm(nanos, alive, states)) {
            this.before = alive;
            this.sinceNanos = nanos;
            this.anchors = turns(nanos, alive);
        } else if (nanos - this.sinceNanos >= this.calmNanos) {
            judge(nanos, alive, beats);
        }
    }

    private void note(long nanos, List<Life> alive, double[] beats) {
        boolean one = true;
        for (int i = 0; i < beats.length; i++) {
            one &=
                    alive.get(i).node().state() == NodeState.RUNNING
                            && Math.abs(beats[i] - beats[0]) < 0.5;
        }
        if (!one || beats.length == 0) {
            this.oneNumberSeconds = null;
        } else if (this.oneNumberSeconds == null) {
            this.oneNumberSeconds = nanos * 1e-9;
        }
    }

    private static double[] turns(long nanos, List<Life> alive) {
        return alive.stream().mapToDouble((life) -> life.turns(nanos)).toArray();
    }

    private boolean isCalm(long nanos, List<Life> alive, BeatState[] states) {
        if (!alive.equals(this.before) || alive.size() < 2) {
            return false;
        }
        if (!isLinked(alive, states)) {
            return false;
        }
        double sign = Math.signum(alive.get(0).node().settings().naturalFrequency());
        double[] turns = turns(nanos, alive);
        for (int i = 0; i < turns.length; i++) {
            Life life = alive.get(i);
            if (life.node().state() != NodeState.RUNNING
                    || life.isAsleep(nanos)
                    || !life.hasSteppedRecently(nanos)
                    || this.hearing.isDoubted(life, nanos)
                    || states[i].distant() > 0
                    || sign * life.node().settings().naturalFrequency() <= 0) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                double now = wrapped(turns[i] - turns[j]);
                double then = wrapped(this.anchors[i] - this.anchors[j]);
                if (Math.abs(now) >= BESIDE || Math.abs(wrapped(now - then)) >= STILL) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether each node takes all nodes into account that it should hear. */
    private boolean isLinked(List<Life> alive, BeatState[] states) {
        int[] who = alive.stream().mapToInt(Life::place).toArray();
        if (this.isFull) {
            return Arrays.stream(states).allMatch((state) -> state.counted() == who.length - 1);
        }
        if (who[who.length - 1] >= this.mesh.members().length) {
            return false;
        }
        int[][] neighbours = this.mesh.neighboursAmong(who);
        for (int i = 0; i < who.length; i++) {
            if (states[i].counted() != neighbours[i].length) {
                return false;
            }
        }
        return Topology.isConnected(neighbours);
    }

    private static double wrapped(double turns) {
        return turns - StrictMath.rint(turns);
    }

    private void judge(long nanos, List<Life> alive, double[] beats) {
        if (Arrays.stream(beats).anyMatch((number) -> number < 0)) {
            // A mesh that turns back does not count below 0. Some nodes have stepped across it.
            return;
        }
        // Each disputes a number by its own frequency, and what one does not follow splits the
        // mesh.
        double hertz =
                alive.stream()
                        .mapToDouble((life) -> Math.abs(life.node().settings().frequencyHz()))
                        .min()
                        .orElse(0);
        double most = Math.max(LEAST_DISPUTABLE_BEATS, DISPUTABLE_SECONDS * hertz);
        for (int i = 0; i < beats.length; i++) {
            double ahead = Math.abs(beats[i] - beats[0]);
            if (ahead >= 0.5 && ahead <= most) {
                this.breaches.add(
                        Invariant.ONE_NUMBER,
                        nanos,
                        "%s is at beat %.3f, %s at %.3f"
                                .formatted(alive.get(0), beats[0], alive.get(i), beats[i]));
            }
        }
    }

    /**
     * Since when all running nodes have had the same number, seconds of virtual time; null if they
     * do not.
     */
    @Nullable Double oneNumberSeconds() {
        return this.oneNumberSeconds;
    }
}
