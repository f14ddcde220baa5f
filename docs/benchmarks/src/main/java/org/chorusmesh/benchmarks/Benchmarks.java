package org.chorusmesh.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chorusmesh.benchmarks.frames.FramesPart;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Network;
import org.chorusmesh.benchmarks.harness.Options;
import org.chorusmesh.benchmarks.harness.Part;
import org.chorusmesh.benchmarks.harness.Results;
import org.chorusmesh.benchmarks.jobs.JobsPart;
import org.chorusmesh.benchmarks.membership.MembershipPart;
import org.chorusmesh.benchmarks.phase.PhasePart;

/** Runs the benchmarks; started by {@code docs/benchmarks/run}. */
public final class Benchmarks {

    private static final List<Part> PARTS =
            List.of(new MembershipPart(), new JobsPart(), new PhasePart(), new FramesPart());

    private Benchmarks() {}

    /** Arguments: see {@link Options}. */
    public static void main(String[] args) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        PARTS.forEach((part) -> names.add(part.name()));
        Options options;
        try {
            options = new Options(List.of(args), names);
        } catch (IllegalArgumentException ex) {
            System.err.println(ex.getMessage());
            System.exit(2);
            return;
        }
        Path logs = Path.of(options.value("logs", "docs/benchmarks/target/logs"));
        Files.createDirectories(logs);
        Results results = new Results(Path.of(options.value("document", "docs/benchmarks.md")));
        int failed = 0;
        try (Network network = new Network(logs)) {
            Bench bench = new Bench(network, options, results);
            for (Part part : PARTS) {
                if (options.wants(part)) {
                    failed += run(part, bench) ? 0 : 1;
                }
            }
        }
        System.exit((failed > 0) ? 1 : 0);
    }

    /** Where one part fails, the others still run. */
    private static boolean run(Part part, Bench bench) {
        long start = System.nanoTime();
        bench.say("%s", part.name());
        try {
            part.run(bench);
            bench.say("%s: %d s", part.name(), (System.nanoTime() - start) / 1_000_000_000L);
            return true;
        } catch (RuntimeException ex) {
            System.out.println("FAILED: " + part.name());
            ex.printStackTrace(System.out);
            return false;
        } finally {
            bench.network().clear();
        }
    }
}
