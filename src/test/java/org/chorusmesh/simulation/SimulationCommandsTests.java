package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.chorusmesh.simulation.swarm.RandomScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The commands as they are typed. */
class SimulationCommandsTests {

    @TempDir private Path directory;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private int run(String... args) {
        return SimulationCommands.run(
                args, new PrintStream(this.console, true, StandardCharsets.UTF_8));
    }

    private Path scenario(String yaml) throws IOException {
        return Files.writeString(this.directory.resolve("scenario.yaml"), yaml);
    }

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
        assertThat(this.console.toString(StandardCharsets.UTF_8)).contains("100 %");
    }

    @Test
    void aStudyLeavesAPageAndItsPlots() throws IOException {
        Path out = this.directory.resolve("study");
        assertThat(run("study", "--max-nodes", "10", "--out", out.toString())).isZero();
        List<String[]> rows =
                Files.readAllLines(out.resolve("study.md")).stream()
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
    void aBrokenInvariantIsAnExitCode() throws IOException {
        Path scenario =
                scenario(
                        "nodes: 2\n"
                                + "duration: 1s\n"
                                + "coupling: 0\n"
                                + "phases: {list: [0, 3]}\n"
                                + "expect: {least-r: 0.9}");
        assertThat(
                        run(
                                "simulate",
                                scenario.toString(),
                                "--out",
                                this.directory.resolve("out").toString()))
                .isOne();
        assertThat(this.console.toString(StandardCharsets.UTF_8)).contains("BROKEN EXPECTED");
    }

    @Test
    void wrongInputIsAnotherExitCode() throws IOException {
        assertThat(run("simulate", scenario("nodes: 1").toString())).isEqualTo(2);
        assertThat(run("simulate", "no-such-scenario")).isEqualTo(2);
        assertThat(run("simulate", "join", "--without", "luck")).isEqualTo(2);
        assertThat(run("simulate", "join", "--no-such-option")).isEqualTo(2);
        assertThat(run("replay", scenario("nodes: 1").toString())).isEqualTo(2);
    }

    @Test
    void aSeedOfTheSwarmReplaysAlone() {
        Path file = this.directory.resolve("seed.yaml");
        assertThat(run("swarm", "--seed", "12", "--write", file.toString())).isZero();
        assertThat(this.console.toString(StandardCharsets.UTF_8)).contains("nodes", "settling");
        assertThat(ScenarioReader.read(file)).isEqualTo(RandomScenario.of(12));
        assertThat(run("swarm", "--write", file.toString())).isEqualTo(2);
        assertThat(run("swarm", "--from", "5", "--runs", "3")).isZero();
        assertThat(this.console.toString(StandardCharsets.UTF_8)).contains("3 runs from seed 5");
    }

    @Test
    void onlyItsOwnCommandsAreTakenFromTheServer() {
        assertThat(SimulationCommands.isOne(new String[] {"simulate", "x"})).isTrue();
        assertThat(SimulationCommands.isOne(new String[] {"--server.port=0"})).isFalse();
        assertThat(SimulationCommands.isOne(new String[0])).isFalse();
    }

    @Test
    void amongAnyWordsOnlyOptionsStartANode() {
        assertThat(SimulationCommands.isOne(new String[] {})).isFalse();
        assertThat(SimulationCommands.isOne(new String[] {"--chorus.coupling=3"})).isFalse();
        assertThat(SimulationCommands.isOne(new String[] {"--help"})).isTrue();
        assertThat(SimulationCommands.isOne(new String[] {"simulte"})).isTrue();
        assertThat(SimulationCommands.run(new String[] {"simulte"}, System.out)).isEqualTo(2);
    }

    @Test
    void aJournalThatIsNotThereIsWrongInput() {
        assertThat(SimulationCommands.run(new String[] {"replay", "no-such-journal"}, System.out))
                .isEqualTo(2);
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
