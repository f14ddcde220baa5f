package org.chorusmesh.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Settings;
import tools.jackson.databind.JsonNode;

/** What a locked node of the executable jar costs, by the number of members. */
final class MemberRuns {

    private static final int PORT = 21_100;
    private static final int HTTP_PORT = 21_900;
    private static final int NODES_A_PROCESS = 25;

    /** Two cores do not carry more nodes that all report twenty times a second. */
    private static final int MOST_STEADY = 16;

    private static final int PATIENCE_SECONDS = 240;
    private static final int WARM_UP_MILLIS = 420_000;
    private static final int MEASURED_MILLIS = 60_000;
    private static final int COST_MEMBERS = 17;
    private static final int COST_ROUNDS = 9;
    private static final int COST_WARM_UP_MILLIS = 15_000;
    private static final int COST_MEASURED_MILLIS = 15_000;

    private final Path jar;
    private final Figures figures;

    MemberRuns(Path jar, Figures figures) {
        this.jar = jar;
        this.figures = figures;
    }

    void run() {
        for (Pace pace : Pace.values()) {
            for (int members : new int[] {2, 10, 16, 100, 200}) {
                if (pace == Pace.ADAPTIVE || members <= MOST_STEADY) {
                    run(members, pace);
                }
            }
        }
    }

    /** The others are in processes of 25, so that the machine carries them. */
    private void run(int members, Pace pace) {
        List<ManyProcess> others = new ArrayList<>();
        List<Integer> ports = IntStream.range(PORT, PORT + members).boxed().toList();
        try {
            for (int first = 1; first < members; first += NODES_A_PROCESS) {
                int count = Math.min(NODES_A_PROCESS, members - first);
                others.add(new ManyProcess(PORT, members, first, count, Settings.defaults(), pace));
            }
            try (NodeProcess node =
                    new NodeProcess(
                            this.jar,
                            "members-" + members,
                            HTTP_PORT,
                            PORT,
                            ports,
                            "--chorus.mesh=many",
                            "--chorus.gossip.pace=" + pace.name().toLowerCase(Locale.ROOT))) {
                measure(node, members, pace);
            }
        } finally {
            others.forEach(ManyProcess::close);
        }
    }

    private void measure(NodeProcess node, int members, Pace pace) {
        Mesh.await(
                () -> {
                    Mesh.pause(500);
                    JsonNode beat = node.get("/api/v1/beat");
                    return beat.get("agreed").asBoolean()
                            && node.get("/api/v1/members").get("members").size() == members;
                },
                PATIENCE_SECONDS);
        // Rare steps are compiled late.
        Mesh.pause(WARM_UP_MILLIS);
        double before = node.cpuSeconds();
        double stepsBefore = steps(node);
        long beganNanos = System.nanoTime();
        Mesh.pause(MEASURED_MILLIS);
        double seconds = (System.nanoTime() - beganNanos) * 1e-9;
        double percent = 100 * (node.cpuSeconds() - before) / seconds;
        this.figures.add(
                "CPU of a locked node of %d members, %s"
                        .formatted(members, pace.name().toLowerCase(Locale.ROOT)),
                "≤ 1 % of a core",
                "%.2f %%, %.0f steps a second, %d live peers",
                percent,
                (steps(node) - stepsBefore) / seconds,
                node.read().live());
    }

    /**
     * What beats, members and agreement add to the CPU of a step. Two processes run side by side,
     * one with them and one without, so that whatever else the machine does meets both. What a
     * process takes depends by a fifth on how the steps of its nodes happen to lie to each other,
     * so there are several pairs. They keep the steady pace, where both take as many steps.
     */
    void cost() {
        double[] with = new double[COST_ROUNDS];
        double[] without = new double[COST_ROUNDS];
        double[] ratios = new double[COST_ROUNDS];
        for (int round = 0; round < COST_ROUNDS; round++) {
            try (ManyProcess one = costProcess(PORT, round % 2 == 0);
                    ManyProcess other = costProcess(PORT + COST_MEMBERS, round % 2 != 0)) {
                awaitLocked(one, round % 2 == 0);
                awaitLocked(other, round % 2 != 0);
                Mesh.pause(COST_WARM_UP_MILLIS);
                long beganNanos = System.nanoTime();
                long oneBefore = one.read().cpuNanos();
                long otherBefore = other.read().cpuNanos();
                Mesh.pause(COST_MEASURED_MILLIS);
                double oneNanos = one.read().cpuNanos() - oneBefore;
                double otherNanos = other.read().cpuNanos() - otherBefore;
                double nanosPerMicroAStep =
                        1e3
                                * COST_MEMBERS
                                * (System.nanoTime() - beganNanos)
                                / Settings.defaults().stepNanos();
                with[round] = ((round % 2 == 0) ? oneNanos : otherNanos) / nanosPerMicroAStep;
                without[round] = ((round % 2 == 0) ? otherNanos : oneNanos) / nanosPerMicroAStep;
                ratios[round] = with[round] / without[round];
            }
        }
        Arrays.sort(ratios);
        this.figures.add(
                "CPU a step of a node of %d members, steady, with beats and members over without (%d pairs)"
                        .formatted(COST_MEMBERS, COST_ROUNDS),
                "≤ 1.10",
                "means %.0f over %.0f µs = %.3f; ratios %.3f to %.3f, median %.3f",
                Arrays.stream(with).average().orElseThrow(),
                Arrays.stream(without).average().orElseThrow(),
                Arrays.stream(with).sum() / Arrays.stream(without).sum(),
                ratios[0],
                ratios[COST_ROUNDS - 1],
                Figures.median(ratios));
    }

    private static ManyProcess costProcess(int port, boolean members) {
        return new ManyProcess(
                port, COST_MEMBERS, 0, COST_MEMBERS, Settings.defaults(), Pace.STEADY, members);
    }

    private static void awaitLocked(ManyProcess process, boolean members) {
        Mesh.await(
                () -> {
                    Mesh.pause(500);
                    return process.read().rows().stream()
                            .allMatch(
                                    (row) ->
                                            row.live() == COST_MEMBERS - 1
                                                    && row.agreed() == members);
                },
                PATIENCE_SECONDS);
    }

    private static double steps(NodeProcess node) {
        return node.text("/actuator/prometheus")
                .lines()
                .filter((line) -> line.startsWith("chorus_step_duration_seconds_count"))
                .mapToDouble((line) -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
