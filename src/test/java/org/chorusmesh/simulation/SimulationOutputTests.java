package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.AWTError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the commands write. */
class SimulationOutputTests extends SimulationCommandFixture {

    @Test
    void aRunLeavesSummaryTraceAndPlotsOfBothCurves() throws IOException {
        Path scenario =
                scenario(
                        "name: pair\n"
                                + "nodes: 2\n"
                                + "duration: 2s\n"
                                + "phases: {list: [0, 1]}\n"
                                + "compare: [forgets]");
        Path out = this.directory.resolve("out");
        assertThat(
                        run(
                                "simulate",
                                scenario.toString(),
                                "--out",
                                out.toString(),
                                "--without",
                                "orders"))
                .isZero();
        assertThat(out).isDirectoryContaining("glob:**/summary-without-orders.json");
        for (String file :
                new String[] {"order", "spread", "drift", "phases", "phases-without-forgets"}) {
            assertThat(out.resolve(file + ".png")).isNotEmptyFile();
            assertThat(out.resolve(file + ".svg")).isNotEmptyFile();
        }
        assertThat(out).isDirectoryContaining("glob:**/trace-without-forgets.csv");
        JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertThat(summary.get("rFinal").asDouble()).isGreaterThan(0.99);
        assertThat(summary.get("phasesFinal")).hasSize(2);
        assertThat(Files.readAllLines(out.resolve("trace.csv")))
                .hasSizeGreaterThan(100)
                .first()
                .isEqualTo("seconds,r,mean_phase,spread,running,n0,n1");
        assertThat(Files.readString(out.resolve("run.html")))
                .contains("as built", "without forgets", "without orders");
        assertThat(this.console.toString(StandardCharsets.UTF_8)).contains("100 %");
    }

    @Test
    void manySeedsLeaveALineEachAsTheRunOfThatSeedAlone() throws IOException {
        Path scenario =
                scenario(
                        """
                        name: three
                        seed: 7
                        nodes: 3
                        duration: 4s
                        compare: [forgets]
                        expect: {least-r: 0.99}
                        """);
        Path out = this.directory.resolve("out");
        assertThat(run("simulate", scenario.toString(), "--seeds", "3", "--out", out.toString()))
                .isZero();
        assertThat(out).isDirectoryContaining("glob:**/seeds.csv");
        assertThat(out).isDirectoryNotContaining("glob:**/summary*.json");
        List<String> lines = Files.readAllLines(out.resolve("seeds.csv"));
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 3; i++) {
            int seed = 7 + i;
            Path alone = this.directory.resolve("alone-" + seed);
            run("simulate", scenario.toString(), "--seed", "" + seed, "--out", alone.toString());
            JsonNode summary = new ObjectMapper().readTree(alone.resolve("summary.json").toFile());
            assertThat(lines.get(i + 1))
                    .startsWith(
                            "%d,%s,%s,%s,"
                                    .formatted(
                                            seed,
                                            summary.get("rFinal").asDouble(),
                                            summary.get("spreadFinal").asDouble(),
                                            summary.get("settleSeconds").asDouble()))
                    .endsWith(",0," + summary.get("digest").asString());
        }
        assertThat(this.console.toString(StandardCharsets.UTF_8))
                .contains("three: 3 seeds from 7, 0 broke something")
                .contains("r as expected from, s: least ");
    }

    @Test
    void aSeedThatDoesNotMeetWhatIsExpectedIsNamed() throws IOException {
        Path scenario =
                scenario(
                        """
                        name: apart
                        nodes: 2
                        duration: 1s
                        coupling: 0
                        phases: {list: [0, 3]}
                        expect: {least-r: 0.9}
                        """);
        Path out = this.directory.resolve("out");
        assertThat(run("simulate", scenario.toString(), "--seeds", "2", "--out", out.toString()))
                .isOne();
        assertThat(this.console.toString(StandardCharsets.UTF_8))
                .contains("BROKEN EXPECTED", "apart: 2 seeds from 1, 2 broke something")
                .contains("r as expected from, s: in none");
        assertThat(Files.readAllLines(out.resolve("seeds.csv")).get(1)).contains(",,1,");
    }

    @Test
    void whoActsWhenIsDrawnAndSummedUp() throws IOException {
        Path scenario =
                scenario(
                        """
                        nodes: 3
                        duration: 14s
                        phases: {equal: 0}
                        beats:
                          jobs:
                            - {every: 1, by: one}
                            - {every: 1, by: all}
                            - {every: 3, by: turn}
                        """);
        Path out = this.directory.resolve("out");
        assertThat(run("simulate", scenario.toString(), "--out", out.toString())).isZero();
        for (String file : new String[] {"acts", "numbers"}) {
            assertThat(out.resolve(file + ".png")).isNotEmptyFile();
            assertThat(out.resolve(file + ".svg")).isNotEmptyFile();
        }
        JsonNode beats =
                new ObjectMapper().readTree(out.resolve("summary.json").toFile()).get("beats");
        assertThat(beats.get("fired").asLong()).isGreaterThan(20);
        assertThat(beats.get("owned").asLong()).isGreaterThan(3);
        assertThat(beats.get("owned")).isEqualTo(beats.get("due"));
        assertThat(beats.get("turns").asLong()).isGreaterThan(3);
    }

    @Test
    void aSwarmOfMembersSumsItsBeatsUp() {
        assertThat(run("swarm", "--members", "--runs", "2")).isZero();
        assertThat(run("swarm", "--overlays", "--runs", "2")).isZero();
        assertThat(run("swarm", "--overlays", "--members", "--runs", "2")).isEqualTo(2);
        assertThat(this.console.toString(StandardCharsets.UTF_8)).contains("with an owner");
    }

    @Test
    void aStudyLeavesATableAndItsPlots() throws IOException {
        Path out = this.directory.resolve("study");
        assertThat(run("study", "--max-nodes", "10", "--out", out.toString())).isZero();
        List<String[]> rows =
                Files.readAllLines(out.resolve("study-table.md")).stream()
                        .filter((line) -> line.matches("\\| \\d.*"))
                        .map((line) -> line.split(" *\\| *"))
                        .toList();
        assertThat(rows).hasSize(8);
        for (String[] row : rows) {
            double r = Double.parseDouble(row[3]);
            double exact = Double.parseDouble(row[5]);
            double held = Double.parseDouble(row[9]);
            assertThat(r).isCloseTo(exact, within(0.001));
            assertThat(Math.abs(held - exact)).isGreaterThan(0.0005);
        }
        for (String file : new String[] {"study-order", "study-settle"}) {
            assertThat(out.resolve(file + ".png")).isNotEmptyFile();
            assertThat(out.resolve(file + ".svg")).isNotEmptyFile();
        }
    }

    @Test
    void theStudyNamesTheFilesThatTheCommandWrites() throws IOException {
        String study = Files.readString(Path.of("docs", "study.md"));
        for (String file : List.of("study-table.md", "study-order.png", "study-settle.png")) {
            assertThat(study).contains("](" + file + ")");
            assertThat(Path.of("docs", file)).isNotEmptyFile();
        }
        Path out = this.directory.resolve("study");
        assertThat(run("study", "--max-nodes", "3", "--out", out.toString())).isZero();
        List<String> written = Files.readAllLines(out.resolve("study-table.md"));
        List<String> shown = Files.readAllLines(Path.of("docs", "study-table.md"));
        assertThat(shown.subList(0, 2)).isEqualTo(written.subList(0, 2));
        for (int i = 2; i < written.size(); i++) {
            // All but the CPU time, which is the machine's.
            String same = written.get(i).replaceAll("[^|]*\\|$", "");
            assertThat(shown.get(i)).startsWith(same);
        }
    }

    static List<Throwable> ofARuntimeThatCannotDraw() {
        return List.of(
                new NoClassDefFoundError("Could not initialize class sun.awt.X11FontManager"),
                new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
                new InternalError("java.lang.reflect.InvocationTargetException"),
                new RuntimeException("Fontconfig head is null, check your fonts"),
                new AWTError("no toolkit"));
    }

    @ParameterizedTest
    @MethodSource("ofARuntimeThatCannotDraw")
    void plotsThatCannotBeDrawnAreAWarning(Throwable cannot) throws IOException {
        String pair = "nodes: 2\nduration: 1s\ncoupling: 0\nphases: {list: [0, 3]}\n";
        Plotter plotter =
                (title, runs, where) -> {
                    if (cannot instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) cannot;
                };
        String[] simulate = {
            "simulate",
            scenario(pair).toString(),
            "--out",
            this.directory.resolve("out").toString(),
            "--without",
            "orders"
        };
        PrintStream out = new PrintStream(this.console, true, StandardCharsets.UTF_8);
        assertThat(SimulationCommands.run(simulate, out, plotter)).isZero();
        for (String file :
                List.of("summary.json", "trace.csv", "run.html", "summary-without-orders.json")) {
            assertThat(this.directory.resolve("out").resolve(file)).isNotEmptyFile();
        }
        assertThat(this.console.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("WARNING: The plots are missing")
                .contains(cannot.getMessage(), "results in");
        scenario(pair + "expect: {least-r: 0.9}");
        assertThat(SimulationCommands.run(simulate, out, plotter)).isOne();
    }

    /** A mean phase that strays by 1e-6 rad used to keep the plots busy for a minute. */
    @Test
    @Timeout(30)
    void plotsOfWhatHardlyMovesAreDrawnAtOnce() throws IOException {
        Path scenario =
                scenario(
                        """
                        nodes: 8
                        duration: 20s
                        gossip: 10ms
                        filled: true
                        network: {delay: 0s}
                        topology: {ring: true, divisor: nodes}
                        phases: {list: [0.01, 0.00707, 0, -0.00707, -0.01, -0.00707, 0, 0.00707]}
                        """);
        Path out = this.directory.resolve("out");
        assertThat(run("simulate", scenario.toString(), "--out", out.toString())).isZero();
        assertThat(out.resolve("drift.png")).isNotEmptyFile();
    }

    @Test
    void aMeshOfManyTellsItsCommonFrequencyToo() throws IOException {
        Path scenario =
                scenario(
                        "nodes: 1001\n"
                                + "duration: 3s\n"
                                + "step: 100ms\n"
                                + "sample: 100ms\n"
                                + "topology: {random-regular: 6}\n"
                                + "phases: {equal: 0}\n"
                                + "frequencies: {equal: 0.7}");
        Path out = this.directory.resolve("out");
        assertThat(run("simulate", scenario.toString(), "--out", out.toString())).isZero();
        JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertThat(summary.get("frequencyHz").asDouble()).isCloseTo(0.7, within(1e-3));
        assertThat(summary.get("frequencySpread").isNull()).isTrue();
    }
}
