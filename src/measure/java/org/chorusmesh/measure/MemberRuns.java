package org.chorusmesh.measure;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Settings;

/** What a locked node of the executable jar costs, by the number of members. */
final class MemberRuns {

    private static final int PORT = 21_100;
    private static final int HTTP_PORT = 21_900;
    private static final int STRANGERS_PORT = 21_400;
    private static final int[] SMALL_MESHES = {2, 10, 16};
    private static final int[] LARGE_MESHES = {100, 200};

    /** Keep the machine as busy as the other members of a large mesh do. */
    private static final int STRANGERS = 100;

    private static final int PATIENCE_SECONDS = 240;

    /** The image's one compiler is done with a node in its third minute. */
    private static final int WARM_UP_MILLIS = 120_000;

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

    /**
     * The other members are in one process, see {@link MemoryMesh}. Those of a large mesh keep the
     * machine busy. So a small mesh is measured beside a large one as well, to tell what that adds.
     */
    void run() {
        for (int members : SMALL_MESHES) {
            run(members, "");
        }
        Process strangers = LoadRuns.java(MemoryMesh.class, STRANGERS_PORT, STRANGERS);
        try {
            for (int members : SMALL_MESHES) {
                run(members, ", beside another mesh of %d".formatted(STRANGERS));
            }
        } finally {
            LoadRuns.end(strangers);
        }
        for (int members : LARGE_MESHES) {
            run(members, "");
        }
    }

    private void run(int members, String beside) {
        Process others = LoadRuns.java(MemoryMesh.class, PORT, members);
        List<Integer> ports = IntStream.range(PORT, PORT + members).boxed().toList();
        try (NodeProcess node =
                new NodeProcess(
                        this.jar,
                        "members-" + members,
                        HTTP_PORT,
                        PORT,
                        ports,
                        ImageOptions.read(),
                        "--chorus.mesh=" + MemoryMesh.NAME)) {
            measure(node, members, beside);
        } finally {
            LoadRuns.end(others);
        }
    }

    private void measure(NodeProcess node, int members, String beside) {
        String what =
                "CPU of a locked node of %d members%s, with the options of the image"
                        .formatted(members, beside);
        String aim = "≤ 1 % of a core, flat from 16 on";
        try {
            Mesh.await(() -> agrees(node, members), PATIENCE_SECONDS);
        } catch (IllegalStateException ex) {
            this.figures.add(what, aim, "not agreed after %d s", PATIENCE_SECONDS);
            return;
        }
        Mesh.pause(WARM_UP_MILLIS);
        double before = node.cpuSeconds();
        double stepsBefore = steps(node);
        long beganNanos = System.nanoTime();
        Mesh.pause(MEASURED_MILLIS);
        double seconds = (System.nanoTime() - beganNanos) * 1e-9;
        this.figures.add(
                what,
                aim,
                "%.2f %%, %.0f steps a second, %d live peers, %s",
                100 * (node.cpuSeconds() - before) / seconds,
                (steps(node) - stepsBefore) / seconds,
                node.read().live(),
                agreesSoon(node, members) ? "agreed" : "not agreed");
    }

    /** Within two epochs: in the first part of each, agreement is under way. */
    private static boolean agreesSoon(NodeProcess node, int members) {
        return IntStream.range(0, 4).anyMatch((i) -> agrees(node, members));
    }

    private static boolean agrees(NodeProcess node, int members) {
        Mesh.pause(500);
        return node.get("/api/v1/beat").get("agreed").asBoolean()
                && node.get("/api/v1/members").get("members").size() == members;
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
