package org.chorusmesh.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;

/** What the page of a replay holds. */
class ReplayRecordTests {

    private static final long BORN = -7_000_000_000L;

    private static final long STEP = 10_000_000L;

    private static final String PEER = "</script>";

    private final Map<Long, Double> phases = new HashMap<>();

    private long fired;

    /** A node with one peer, whose reports end after a while. */
    private RunData run(int steps, int reports) {
        NodeConfiguration configuration =
                new NodeConfiguration(
                        new NodeIdentity("mesh", "n0", new Boot(7, -9)),
                        Settings.defaults(),
                        JoinMode.FREE,
                        1,
                        100);
        Node node = new Node(configuration, new Random(1), BORN);
        ReplayRecord seen = new ReplayRecord("n0", BORN);
        for (int step = 1; step <= steps; step++) {
            long now = BORN + step * STEP;
            List<Arrival> arrivals =
                    (step % 5 == 0 && step <= reports)
                            ? List.of(new Arrival(report(step, node.phase() + 0.1), now - 1000))
                            : List.of();
            StepResult result = node.step(now, Inbound.of(arrivals), List.of());
            this.phases.put(now - BORN, node.phase());
            this.fired += (result.beat() != null) ? 1 : 0;
            seen.stepped(node, result);
        }
        seen.endsWith("It is over", true);
        return seen.data();
    }

    private static Report report(int step, double phase) {
        return new Report(
                PEER,
                new Boot(3, 4),
                step,
                step * STEP,
                50_000_000L,
                Phases.wrap(phase),
                2 * Math.PI,
                2 * Math.PI,
                false,
                false,
                List.of(new Echo(-9, BORN + step * STEP - 20_000_000L, 1000)));
    }

    @Test
    void holdsThePhasesThatTheNodeKnew() {
        RunData data = run(1000, 500);
        assertThat(data.ids()).containsExactly("n0", PEER);
        assertThat(data.verdict()).isEqualTo("It is over.");
        RunData.Frames frames = data.runs().get(0).frames();
        assertThat(frames.seconds()).hasSize(201);
        for (int s = 0; s < frames.seconds().size(); s++) {
            long nanos = Math.round(frames.seconds().get(s) * 1e9);
            double phase = frames.phases().get(0).get(s) * 1e-4 + frames.mean().get(s);
            assertThat(Phases.difference(phase, this.phases.get(nanos))).isCloseTo(0, within(2e-4));
        }
        assertThat(frames.phases().get(1).get(0)).isNull();
        assertThat(frames.phases().get(1).get(95)).isCloseTo(500, within(100));
        assertThat(frames.phases().get(1).get(200)).isNull();
        assertThat(data.runs().get(0).curve().r()).last().isNull();
        assertThat(data.runs().get(0).curve().r().get(95)).isGreaterThan(0.99);
    }

    @Test
    void holdsFiringsAndWhatBecameOfAPeer() {
        RunData data = run(1000, 500);
        RunData.Firings firings = data.runs().get(0).firings();
        assertThat(firings.node().stream().filter((node) -> node == 0)).hasSize((int) this.fired);
        // A peer that is a tenth of a radian ahead fires a sixtieth of a second before the node.
        int peer = firings.node().lastIndexOf(1);
        int own = firings.number().indexOf(firings.number().get(peer));
        assertThat(firings.node().get(own)).isZero();
        assertThat(firings.micros().get(peer) - firings.micros().get(own))
                .isBetween(-17_000L, -12_000L);
        assertThat(data.runs().get(0).events())
                .extracting(RunData.Mark::kind)
                .containsSubsequence("peer_live", "peer_fading", "peer_left");
    }

    @Test
    void aLongJournalLeavesFewSamples() {
        RunData data = run(25_000, 25_000);
        RunData.Frames frames = data.runs().get(0).frames();
        assertThat(frames.seconds()).hasSizeBetween(1000, 2000).isSorted();
        assertThat(frames.seconds().get(frames.seconds().size() - 1)).isGreaterThan(249);
        for (int s = 2; s < frames.seconds().size(); s++) {
            double between = frames.seconds().get(s) - frames.seconds().get(s - 1);
            assertThat(between).isCloseTo(0.2, within(1e-6));
            double turned = frames.mean().get(s) - frames.mean().get(s - 1);
            assertThat(turned / between).isCloseTo(2 * Math.PI, within(0.5));
        }
    }
}
