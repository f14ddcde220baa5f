package org.chorusmesh.measure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chorusmesh.dynamics.Phases;

/**
 * Three processes, N = 3, K = 2.5 rad/s, 1 Hz: falling into step, staying there, and what disturbs
 * it.
 */
final class MeshRuns {

    private static final double COUPLING = 2.5;

    private static final double AGREED = 0.01;

    private static final double PERIOD_SECONDS = 0.05;

    private static final int HTTP = 18080;

    private static final int GOSSIP = 15690;

    private final Path jar;
    private final Figures figures;

    MeshRuns(Path jar, Figures figures) {
        this.jar = jar;
        this.figures = figures;
    }

    private NodeProcess node(int i, int total, String... more) {
        List<Integer> peers =
                Stream.iterate(0, (p) -> p < total, (p) -> p + 1).map((p) -> GOSSIP + p).toList();
        return new NodeProcess(this.jar, "n" + i, HTTP + i, GOSSIP + i, peers, more);
    }

    private Mesh mesh(int size, int listed, String... more) {
        Mesh mesh = new Mesh();
        for (int i = 0; i < size; i++) {
            mesh.nodes.add(node(i, listed, more));
        }
        return mesh;
    }

    void fallIntoStep() {
        freshProcesses();
        try (Mesh mesh = mesh(3, 3)) {
            mesh.awaitAgreement(AGREED);
            Mesh.pause(5000);
            residual(mesh);
        }
    }

    private void freshProcesses() {
        double[] seconds = new double[20];
        double[] excess = new double[seconds.length];
        double[] exact = new double[seconds.length];
        int reached = 0;
        for (int run = 0; run < seconds.length; run++) {
            List<Path> journals = new ArrayList<>();
            try (Mesh mesh = new Mesh()) {
                for (int i = 0; i < 3; i++) {
                    Path journal = Path.of("target", "measure-n" + i + ".journal");
                    journals.add(journal);
                    mesh.nodes.add(
                            node(i, 3, "--chorus.join=free", "--chorus.journal.file=" + journal));
                }
                mesh.awaitAgreement(AGREED);
                mesh.nodes.forEach(NodeProcess::stop);
            }
            Settling settling =
                    settle(journals.stream().map((journal) -> new Trajectory(journal, 2)).toList());
            seconds[run] = settling.seconds;
            exact[run] = settling.exactSeconds;
            excess[run] = settling.excessSeconds();
            reached += settling.isReached() ? 1 : 0;
        }
        this.figures.add(
                "random phases, just-started processes, from their journals (20 runs)",
                "1.05 × exact + 0.1 s",
                "median %.2f s where exact is %.2f, worst over the bound's 1.05 × by %.3f s, bound held in %d of 20",
                Figures.median(seconds),
                Figures.median(exact),
                Figures.max(excess),
                reached);
    }

    /** From the first instant at which everybody counts everybody. */
    private static Settling settle(List<Trajectory> nodes) {
        long from = nodes.stream().mapToLong(Trajectory::countsAllSinceNanos).max().orElseThrow();
        long end = nodes.stream().mapToLong(Trajectory::endNanos).min().orElseThrow();
        double[] phases = phases(nodes, from);
        double exact = MeanField.secondsUntil(phases, COUPLING, AGREED);
        long agreed = from;
        while (MeanField.spreadOf(phases(nodes, agreed)) > AGREED) {
            agreed += 1_000_000;
            if (agreed > end) {
                throw new IllegalStateException("The journals end before agreement");
            }
        }
        return new Settling((agreed - from) * 1e-9, exact);
    }

    private static double[] phases(List<Trajectory> nodes, long nanos) {
        return nodes.stream().mapToDouble((node) -> node.at(nanos)).toArray();
    }

    private record Settling(double seconds, double exactSeconds) {
        boolean isReached() {
            return excessSeconds() <= 2 * PERIOD_SECONDS;
        }

        /** Over the part of the bound that grows with the exact solution. */
        double excessSeconds() {
            return this.seconds - 1.05 * this.exactSeconds;
        }
    }

    private void residual(Mesh mesh) {
        double squares = 0;
        double worst = 0;
        int pairs = 0;
        for (int i = 0; i < 1000; i++) {
            Mesh.Sample sample = mesh.sample();
            for (int a = 0; a < 3; a++) {
                for (int b = a + 1; b < 3; b++) {
                    double difference =
                            Phases.difference(sample.phases().get(a), sample.phases().get(b));
                    squares += difference * difference;
                    worst = Math.max(worst, Math.abs(difference));
                    pairs++;
                }
            }
            Mesh.pause(10);
        }
        this.figures.add(
                "residual difference between nodes, rms over 1000 samples",
                "≤ 0.001 rad, aim 0.0002",
                "%.6f rad rms, greatest %.6f",
                Math.sqrt(squares / pairs),
                worst);
    }

    void kickAndKill(int reports, double target) {
        double[] moved = new double[5];
        try (Mesh mesh = mesh(3, 3)) {
            for (int run = 0; run < moved.length; run++) {
                mesh.awaitAgreement(0.001);
                NodeProcess doomed = mesh.nodes.get(2);
                List<NodeProcess> others = mesh.nodes.subList(0, 2);
                try (ReportListener listener = new ReportListener(doomed.gossipPort())) {
                    listener.awaitReport();
                    Mesh.Sample before = Mesh.sample(others);
                    doomed.kick(2);
                    listener.awaitKicked(reports, before);
                    doomed.kill();
                    Mesh.pause(4000);
                    moved[run] = displacement(before, Mesh.sample(others));
                }
                doomed.start();
            }
        }
        this.figures.add(
                "kicked 2 rad and killed with −9 after "
                        + reports
                        + " report(s): moves the others (5 runs)",
                "≤ " + target + " rad",
                "median %.4f, worst %.4f rad",
                Figures.median(moved),
                Figures.max(moved));
    }

    /** The farthest that any node is from where 1 Hz would have carried it. */
    private static double displacement(Mesh.Sample before, Mesh.Sample after) {
        double turned = 2 * Math.PI * (after.nanos() - before.nanos()) * 1e-9;
        double farthest = 0;
        for (int i = 0; i < before.phases().size(); i++) {
            double moved =
                    Phases.difference(after.phases().get(i), before.phases().get(i) + turned);
            farthest = Math.max(farthest, Math.abs(moved));
        }
        return farthest;
    }

    void joinFourth() {
        double[] moved = new double[5];
        try (Mesh mesh = mesh(3, 4)) {
            for (int run = 0; run < moved.length; run++) {
                Mesh.Sample before = mesh.awaitAgreement(0.001);
                NodeProcess fourth = node(3, 4);
                mesh.nodes.add(fourth);
                mesh.awaitAgreement(AGREED);
                Mesh.pause(1000);
                moved[run] = displacement(before, Mesh.sample(mesh.nodes.subList(0, 3)));
                fourth.close();
                mesh.nodes.remove(fourth);
            }
        }
        this.figures.add(
                "a fourth node joins three that agree: they move (5 runs)",
                "≤ 0.01 rad",
                "median %.5f, worst %.5f rad",
                Figures.median(moved),
                Figures.max(moved));
    }

    void restart() {
        double[] sinceConnected = new double[5];
        double[] sinceBound = new double[5];
        try (Mesh mesh = mesh(3, 3)) {
            for (int run = 0; run < sinceBound.length; run++) {
                mesh.awaitAgreement(AGREED);
                NodeProcess restarted = mesh.nodes.get(2);
                List<NodeProcess> others = mesh.nodes.subList(0, 2);
                String oldBoot = restarted.read().body().get("bootId").asString();
                restarted.kill();
                restarted.start();
                Mesh.await(() -> isBound(restarted.gossipPort()), 60);
                long bound = System.nanoTime();
                // Both others, and this node's own watch on the port is over.
                Mesh.await(() -> establishedTo(restarted.gossipPort()) >= 2, 60);
                long connected = System.nanoTime();
                Mesh.await(
                        () -> others.stream().allMatch((node) -> hasNewBoot(node, "n2", oldBoot)),
                        60);
                long admitted = System.nanoTime();
                sinceConnected[run] = (admitted - connected) * 1e-9;
                sinceBound[run] = (admitted - bound) * 1e-9;
            }
        }
        this.figures.add(
                "killed with −9, restarted with the same id: admitted by all (5 runs)",
                "≤ 0.5 s of being connected, 1 s of being bound",
                "median %.3f, worst %.3f s of connected; median %.3f, worst %.3f s of bound",
                Figures.median(sinceConnected),
                Figures.max(sinceConnected),
                Figures.median(sinceBound),
                Figures.max(sinceBound));
    }

    private static boolean hasNewBoot(NodeProcess node, String id, String oldBoot) {
        for (var peer : node.get("/api/v1/peers").get("peers")) {
            if (peer.get("nodeId").asString().equals(id)) {
                return !peer.get("bootId").asString().equals(oldBoot);
            }
        }
        return false;
    }

    private static boolean isBound(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
            return true;
        } catch (IOException ex) {
            return false;
        }
    }

    /** How many established connections a port has at its own end. */
    private static long establishedTo(int port) {
        String suffix = String.format(":%04X", port);
        try {
            long count = 0;
            for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
                for (String line : Files.readAllLines(Path.of(file))) {
                    String[] fields = line.trim().split("\\s+");
                    count += (fields[1].endsWith(suffix) && fields[3].equals("01")) ? 1 : 0;
                }
            }
            return count;
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    void stopAndContinue() {
        List<String> seen = new ArrayList<>();
        try (Mesh mesh = mesh(3, 3)) {
            for (int seconds : new int[] {3, 6, 12}) {
                mesh.awaitAgreement(0.001);
                NodeProcess stopped = mesh.nodes.get(2);
                long evictedBefore = stopped.read().evicted();
                stopped.signal("STOP");
                Mesh.pause(seconds * 1000L);
                stopped.signal("CONT");
                long woke = System.nanoTime();
                Mesh.Sample agreed = mesh.awaitAgreement(AGREED);
                Mesh.pause(3000);
                long evictedBy = stopped.read().evicted() - evictedBefore;
                seen.add(
                        "%d s: %d evicted, agreed after %.2f s"
                                .formatted(seconds, evictedBy, (agreed.nanos() - woke) * 1e-9));
            }
        }
        this.figures.add(
                "SIGSTOP for 3, 6 and 12 s, then SIGCONT",
                "evicts nobody; agree again within 2 s",
                "%s",
                String.join("; ", seen));
    }
}
