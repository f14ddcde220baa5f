package org.chorusmesh.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What a node takes: a flood of frames, and the quiet traffic of ten peers. */
final class LoadRuns {

    private static final int ROUNDS = 3;

    private static final int WARM_UP_SECONDS = 6;

    private static final int COUNTED_SECONDS = 6;

    private static final int FLOOD_PORT = 15790;

    private final Path jar;
    private final Figures figures;

    LoadRuns(Path jar, Figures figures) {
        this.jar = jar;
        this.figures = figures;
    }

    void flood() {
        double[] bare = new double[ROUNDS];
        double[] plain = new double[ROUNDS];
        double[] keyed = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            bare[round] = bareRate();
            plain[round] = judgedRate(false);
            keyed[round] = judgedRate(true);
        }
        int bytes = Frames.flood(1, false)[0].length;
        this.figures.add(
                "frames of "
                        + bytes
                        + " bytes judged a second by a flooded node, over a bare recv loop (medians of 3)",
                "≥ 0.5 without keys",
                "bare %.0f/s; without keys %.0f/s = %.2f; with keys %.0f/s = %.2f",
                Figures.median(bare),
                Figures.median(plain),
                Figures.median(plain) / Figures.median(bare),
                Figures.median(keyed),
                Figures.median(keyed) / Figures.median(bare));
    }

    private static double bareRate() {
        Process flooder =
                java(Flooder.class, FLOOD_PORT, WARM_UP_SECONDS + COUNTED_SECONDS + 10, false);
        try {
            Process receiver =
                    java(BareReceiver.class, FLOOD_PORT, WARM_UP_SECONDS, COUNTED_SECONDS);
            String printed =
                    new String(receiver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Double.parseDouble(printed.trim());
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        } finally {
            end(flooder);
        }
    }

    private double judgedRate(boolean withKeys) {
        List<String> more = new ArrayList<>(List.of("--chorus.join=free"));
        if (withKeys) {
            more.add("--chorus.gossip.keys[0]=" + Frames.KEY);
        }
        try (NodeProcess node =
                new NodeProcess(
                        this.jar,
                        "flooded",
                        18180,
                        FLOOD_PORT + 1,
                        List.of(FLOOD_PORT),
                        more.toArray(String[]::new))) {
            Mesh.await(() -> node.read() != null, 60);
            Process flooder =
                    java(
                            Flooder.class,
                            FLOOD_PORT,
                            WARM_UP_SECONDS + COUNTED_SECONDS + 10,
                            withKeys);
            try {
                Mesh.await(() -> judged(node) > 0, 60);
                Mesh.pause(WARM_UP_SECONDS * 1000L);
                long before = judged(node);
                long begin = System.nanoTime();
                Mesh.pause(COUNTED_SECONDS * 1000L);
                long after = judged(node);
                double rate = (after - before) / ((System.nanoTime() - begin) * 1e-9);
                System.out.println(
                        "keys " + withKeys + ": " + node.get("/api/v1/node").get("verdicts"));
                return rate;
            } finally {
                end(flooder);
            }
        }
    }

    private static long judged(NodeProcess node) {
        long sum = 0;
        for (JsonNode count : node.get("/api/v1/node").get("verdicts")) {
            sum += count.asLong();
        }
        return sum;
    }

    void quietTraffic() {
        int peers = 10;
        List<Integer> ports = IntStream.rangeClosed(0, peers).mapToObj((i) -> 15890 + i).toList();
        double[] early;
        double[] late;
        try (Mesh mesh = new Mesh()) {
            for (int i = 0; i <= peers; i++) {
                mesh.nodes.add(new NodeProcess(this.jar, "q" + i, 18280 + i, ports.get(i), ports));
            }
            mesh.awaitAll();
            Mesh.pause(60_000);
            early = percentOfCore(mesh.nodes);
            // At so few steps a second the compilers take minutes to be done.
            Mesh.pause(300_000);
            late = percentOfCore(mesh.nodes);
        }
        this.figures.add(
                "CPU of a node with ten peers, in the second and in the eighth minute (11 processes)",
                "≤ 5 % of a core",
                "median %.1f %%, greatest %.1f %%; median %.1f %%, greatest %.1f %%",
                Figures.median(early),
                Figures.max(early),
                Figures.median(late),
                Figures.max(late));
    }

    private static double[] percentOfCore(List<NodeProcess> nodes) {
        double[] before = nodes.stream().mapToDouble(NodeProcess::cpuSeconds).toArray();
        long begin = System.nanoTime();
        Mesh.pause(60_000);
        double seconds = (System.nanoTime() - begin) * 1e-9;
        return IntStream.range(0, before.length)
                .mapToDouble((i) -> 100 * (nodes.get(i).cpuSeconds() - before[i]) / seconds)
                .toArray();
    }

    /** Starts a class of the measured runs in a process of its own. */
    static Process java(Class<?> main, Object... args) {
        return java(List.of("-Xmx512m"), main, args);
    }

    /** The same with options of the JVM. */
    static Process java(List<String> options, Class<?> main, Object... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Ends a process as a crash does. */
    static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
