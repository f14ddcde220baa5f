package org.chorusmesh.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Runs everything, or what is named, against the executable jar, and prints the table. All traffic
 * stays on loopback.
 */
public final class MeasuredRuns {

    private MeasuredRuns() {}

    /**
     * Arguments: the executable jar, then any of settle, kick, join, restart, stop, flood, cpu,
     * beats, impaired, turns; none means all. On demand only: beats2, the beats of two processes;
     * hold, turns through the rolling restart of a StatefulSet; cold, a cold start; members, floor,
     * cost, mesh, mesh200, crowd100 and crowd200, of many nodes.
     */
    public static void main(String[] args) {
        Path jar = Path.of(args[0]);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("No such jar: " + jar);
        }
        Set<String> wanted =
                Set.of(args).size() == 1
                        ? Set.of(
                                "settle",
                                "kick",
                                "join",
                                "restart",
                                "stop",
                                "flood",
                                "cpu",
                                "beats",
                                "impaired",
                                "turns")
                        : Set.of(args);
        Figures figures = new Figures();
        MeshRuns mesh = new MeshRuns(jar, figures);
        LoadRuns load = new LoadRuns(jar, figures);
        run(wanted, "settle", mesh::fallIntoStep);
        run(wanted, "kick", () -> mesh.kickAndKill(1, 0.13));
        run(wanted, "kick", () -> mesh.kickAndKill(2, 0.2));
        run(wanted, "join", mesh::joinFourth);
        run(wanted, "restart", mesh::restart);
        run(wanted, "stop", mesh::stopAndContinue);
        run(wanted, "flood", load::flood);
        run(wanted, "cpu", load::quietTraffic);
        BeatRuns beats = new BeatRuns(figures);
        run(wanted, "beats", () -> beats.precision(8));
        run(wanted, "impaired", beats::impaired);
        run(wanted, "turns", beats::restarts);
        // Not among all: these take minutes, and every core there is.
        run(wanted, "beats2", () -> beats.precision(2));
        run(wanted, "hold", new HoldRuns(figures)::rollingRestart);
        if (wanted.contains("members")) {
            new MemberRuns(jar, figures).run();
        }
        run(wanted, "floor", new FloorRuns(figures)::run);
        run(wanted, "cold", () -> new StartRuns(figures).coldStart(5));
        run(wanted, "cost", new MemberRuns(jar, figures)::cost);
        if (wanted.contains("mesh")) {
            new OverlayRuns(figures).run(60, 60);
        }
        if (wanted.contains("mesh200")) {
            new OverlayRuns(figures).run(200, 600);
        }
        run(wanted, "crowd100", () -> new OverlayRuns(figures).crowd(100, 180));
        run(wanted, "crowd200", () -> new OverlayRuns(figures).crowd(200, 300));
        figures.print();
    }

    private static void run(Set<String> wanted, String name, Runnable measure) {
        if (wanted.contains(name)) {
            measure.run();
        }
    }
}
