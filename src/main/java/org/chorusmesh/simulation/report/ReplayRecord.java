package org.chorusmesh.simulation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.simulation.check.Firing;
import org.jspecify.annotations.Nullable;

/**
 * The mesh as the node of a journal knew it, for the page of a replay: its own phase, and the
 * phases of its peers as it extrapolated them. However long the journal is, it keeps no more than a
 * few thousand samples: when there are too many, it drops every other one.
 */
public final class ReplayRecord {

    private static final long LOOK_NANOS = 50_000_000L;

    private static final int MAX_SAMPLES = 2000;

    private static final int MAX_NODES = 1000;

    private static final int MAX_FIRINGS = 20_000;

    private static final int MAX_MARKS = 1000;

    /** Further apart no firing of a peer belongs to the node's own. */
    private static final double BESIDE = Phases.TURN / 8;

    /**
     * One look.
     *
     * @param phases by the index of the node; shorter where later nodes were unknown
     */
    private record Sample(long nanos, double mean, double r, double[] phases) {}

    private final Map<String, Integer> indices = new LinkedHashMap<>();

    private final List<Firing> firings = new ArrayList<>();

    private final List<RunData.Mark> marks = new ArrayList<>();

    private final Map<String, PeerState> states = new HashMap<>();

    private List<Sample> samples = new ArrayList<>();

    private final long bornNanos;

    private String verdict = "";

    private boolean isSame;

    private double mean;

    private double rate;

    private long looks;

    private long every = 1;

    private long lastNanos;

    /**
     * Nothing has been seen.
     *
     * @param nodeId the node of the journal
     * @param bornNanos when it started, on its monotonic clock
     */
    public ReplayRecord(String nodeId, long bornNanos) {
        this.indices.put(nodeId, 0);
        this.bornNanos = bornNanos;
        this.lastNanos = bornNanos;
    }

    /** The node has stepped. */
    public void stepped(Node node, StepResult result) {
        long nowNanos = node.atNanos();
        FiredBeat beat = result.beat();
        boolean look = this.looks == 0 || nowNanos - this.bornNanos >= this.looks * LOOK_NANOS;
        if (beat == null && !look) {
            return;
        }
        NodeSnapshot snapshot = node.snapshot();
        if (beat != null) {
            fired(snapshot, beat);
        }
        if (look) {
            look(snapshot);
            this.looks = (nowNanos - this.bornNanos) / LOOK_NANOS + 1;
        }
        this.lastNanos = nowNanos;
    }

    private void fired(NodeSnapshot snapshot, FiredBeat beat) {
        long nanos = beat.atNanos() - this.bornNanos;
        keep(new Firing(0, beat.number(), nanos));
        double frequency = snapshot.frequency();
        for (PeerView peer : snapshot.peers()) {
            double ahead = Phases.difference(peer.phase(), snapshot.phase());
            int index = index(peer.nodeId());
            if (peer.weight() > 0 && index >= 0 && Math.abs(ahead) < BESIDE && frequency != 0) {
                keep(new Firing(index, beat.number(), nanos - (long) (ahead / frequency * 1e9)));
            }
        }
    }

    private void keep(Firing firing) {
        if (this.firings.size() < MAX_FIRINGS) {
            this.firings.add(firing);
        }
    }

    private void look(NodeSnapshot snapshot) {
        double[] phases = new double[MAX_NODES];
        Arrays.fill(phases, Double.NaN);
        phases[0] = snapshot.phase();
        for (PeerView peer : snapshot.peers()) {
            int index = index(peer.nodeId());
            if (index >= 0 && peer.weight() > 0) {
                phases[index] = peer.phase();
            }
        }
        OrderParameter order = snapshot.order();
        this.mean += Phases.difference(order.meanPhase(), this.mean);
        this.rate = snapshot.settings().frequencyHz() * Phases.TURN;
        mark(snapshot);
        if (this.looks % this.every == 0 || this.samples.isEmpty()) {
            long nanos = snapshot.atNanos() - this.bornNanos;
            double[] known = Arrays.copyOf(phases, this.indices.size());
            this.samples.add(
                    new Sample(
                            nanos, this.mean, order.isDefined() ? order.r() : Double.NaN, known));
            thin();
        }
    }

    private void thin() {
        if (this.samples.size() > MAX_SAMPLES) {
            List<Sample> half = new ArrayList<>();
            for (int i = 0; i < this.samples.size(); i += 2) {
                half.add(this.samples.get(i));
            }
            this.samples = half;
            this.every *= 2;
        }
    }

    /** Marks each peer whose state is another than at the look before. */
    private void mark(NodeSnapshot snapshot) {
        Map<String, PeerState> now = new HashMap<>();
        snapshot.peers().forEach((peer) -> now.put(peer.nodeId(), peer.state()));
        long micros = (snapshot.atNanos() - this.bornNanos) / 1000;
        now.forEach(
                (id, state) -> {
                    if (state != this.states.get(id)) {
                        String word = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                        mark(micros, kind(state), id, "Peer %s is %s".formatted(id, word));
                    }
                });
        this.states.forEach(
                (id, state) -> {
                    if (!now.containsKey(id)) {
                        mark(micros, "peer_left", id, "Peer %s is not in the table".formatted(id));
                    }
                });
        this.states.clear();
        this.states.putAll(now);
    }

    private void mark(long micros, String kind, String id, String text) {
        int index = index(id);
        if (index >= 0 && this.marks.size() < MAX_MARKS) {
            this.marks.add(new RunData.Mark(micros, micros, kind, List.of(index), text));
        }
    }

    private static String kind(PeerState state) {
        return switch (state) {
            case LIVE -> "peer_live";
            case FADING -> "peer_fading";
            case JOINING -> "node_joining";
            case ONE_WAY -> "peer_one_way";
            case MUTED -> "peer_muted";
        };
    }

    /** The index of an id; −1 if there are too many. */
    private int index(String id) {
        Integer known = this.indices.get(id);
        if (known == null && this.indices.size() < MAX_NODES) {
            known = this.indices.size();
            this.indices.put(id, known);
        }
        return (known != null) ? known : -1;
    }

    /**
     * The replay is over.
     *
     * @param words the result, one sentence without a full stop
     * @param same whether each step was the same
     */
    public void endsWith(String words, boolean same) {
        this.verdict = words + ".";
        this.isSame = same;
    }

    /** What the page holds. */
    RunData data() {
        RunColumns columns = new RunColumns(1);
        List<String> ids = List.copyOf(this.indices.keySet());
        double seconds = (this.lastNanos - this.bornNanos) / 1e9;
        RunData.Played played =
                new RunData.Played(
                        ids.get(0),
                        null,
                        curves(),
                        frames(columns.maxFrames(ids.size())),
                        columns.firings(this.firings),
                        columns.acts(List.of()),
                        this.marks);
        return new RunData(
                "Journal of " + ids.get(0),
                "The mesh as this node knew it: its own phase, and those of its peers as it carried them on from their reports.",
                this.verdict,
                this.isSame,
                List.of("Peers are shown while they have weight."),
                seconds,
                this.rate,
                ids,
                List.of(),
                this.samples.size(),
                List.of(played));
    }

    private RunData.Curves curves() {
        List<Double> seconds = new ArrayList<>();
        List<@Nullable Double> orders = new ArrayList<>();
        List<@Nullable Double> spreads = new ArrayList<>();
        List<Integer> running = new ArrayList<>();
        for (Sample sample : this.samples) {
            double[] relative =
                    Arrays.stream(sample.phases())
                            .filter((phase) -> !Double.isNaN(phase))
                            .map((phase) -> Phases.difference(phase, sample.mean()))
                            .sorted()
                            .toArray();
            seconds.add(RunColumns.decimals(sample.nanos() / 1e9, 1e6));
            orders.add(Double.isNaN(sample.r()) ? null : RunColumns.decimals(sample.r(), 1e6));
            spreads.add(RunColumns.digits(relative[relative.length - 1] - relative[0]));
            running.add(relative.length);
        }
        return new RunData.Curves(seconds, orders, spreads, running);
    }

    private RunData.Frames frames(int most) {
        int stride = RunColumns.stride(this.samples.size(), most);
        List<Double> seconds = new ArrayList<>();
        List<@Nullable Double> means = new ArrayList<>();
        List<List<@Nullable Integer>> phases = new ArrayList<>();
        this.indices.forEach((id, index) -> phases.add(new ArrayList<>()));
        for (int s = 0; s < this.samples.size(); s += stride) {
            Sample sample = this.samples.get(s);
            seconds.add(RunColumns.decimals(sample.nanos() / 1e9, 1e6));
            means.add(RunColumns.decimals(sample.mean(), 1e4));
            for (int node = 0; node < phases.size(); node++) {
                boolean known = node < sample.phases().length;
                double phase = known ? sample.phases()[node] : Double.NaN;
                phases.get(node).add(RunColumns.phase(Phases.difference(phase, sample.mean())));
            }
        }
        return new RunData.Frames(seconds, means, phases);
    }
}
