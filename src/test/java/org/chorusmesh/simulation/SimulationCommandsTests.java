package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.chorusmesh.simulation.swarm.RandomScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/** How the commands are called, and their exit codes. */
class SimulationCommandsTests extends SimulationCommandFixture {

    @Test
    void aStudyRequiresAnOutputFolder() {
        assertThat(run("study", "--max-nodes", "3")).isEqualTo(2);
        assertThat(run("study", "--max-nodes", "2", "--out", this.directory.toString()))
                .isEqualTo(2);
        assertThat(this.directory).isEmptyDirectory();
    }

    /** Fails as nobody foresaw. */
    @Command(name = "fail")
    private static final class Failing implements Callable<Integer> {

        private final Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            if (this.failure instanceof Error error) {
                throw error;
            }
            throw (Exception) this.failure;
        }
    }

    @Test
    void anUnexpectedExceptionHasAnExitCodeOfItsOwn() {
        PrintStream out = new PrintStream(this.console, true, StandardCharsets.UTF_8);
        for (Throwable failure :
                List.of(
                        new IllegalStateException("unforeseen"),
                        new Exception("unforeseen"),
                        new StackOverflowError("unforeseen"))) {
            assertThat(SimulationCommands.run(new String[] {"fail"}, out, new Failing(failure)))
                    .isEqualTo(3);
        }
        for (String command : List.of("simulate", "swarm", "replay", "study")) {
            this.console.reset();
            assertThat(run(command, "--help")).isZero();
            assertThat(this.console.toString(StandardCharsets.UTF_8))
                    .contains("3   an unexpected failure");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void theVersionIsPrinted(String option) {
        assertThat(SimulationCommands.isOne(new String[] {option})).isTrue();
        assertThat(run(option)).isZero();
        assertThat(this.console.toString(StandardCharsets.UTF_8))
                .startsWith("Chorus ")
                .contains("Java " + Runtime.version());
        this.console.reset();
        assertThat(run("simulate", option)).isZero();
        assertThat(this.console.toString(StandardCharsets.UTF_8)).startsWith("Chorus ");
        this.console.reset();
        assertThat(run("--chorus.coupling=3", option)).isZero();
        assertThat(this.console.toString(StandardCharsets.UTF_8)).startsWith("Chorus ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void helpNamesEveryCommand(String option) {
        assertThat(SimulationCommands.isOne(new String[] {option})).isTrue();
        assertThat(run(option)).isZero();
        assertThat(this.console.toString(StandardCharsets.UTF_8))
                .contains("simulate", "swarm", "replay", "study", "--version");
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
        assertThat(run("simulate", "join", "--seeds", "0")).isEqualTo(2);
        assertThat(run("simulate", "join", "--seeds", "100001")).isEqualTo(2);
        assertThat(run("simulate", "join", "--seeds", "2", "--without", "orders")).isEqualTo(2);
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
        assertThat(SimulationCommands.isOne(new String[] {"--chorus.coupling=3", "-V"})).isTrue();
        assertThat(SimulationCommands.isOne(new String[] {"simulte"})).isTrue();
        assertThat(SimulationCommands.run(new String[] {"simulte"}, System.out)).isEqualTo(2);
    }

    @Test
    void aJournalThatIsNotThereIsWrongInput() {
        assertThat(SimulationCommands.run(new String[] {"replay", "no-such-journal"}, System.out))
                .isEqualTo(2);
    }
}
