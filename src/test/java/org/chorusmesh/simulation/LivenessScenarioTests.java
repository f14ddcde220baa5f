package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.check.Findings;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scenarios behind the table of {@code docs/beats.md}: how many beats have an owner while
 * members come and go. Each share is that of the table or, where that is more, what was seen in a
 * model apart from this project, less 0.02.
 */
class LivenessScenarioTests {

    private static final int SEEDS = 2;

    @ParameterizedTest
    @CsvSource({
        "quiet, 0.98",
        "crash, 0.939",
        "goodbye, 0.966",
        "pause, 0.939",
        "cut-link, 0.974",
        "blip, 0.98"
    })
    void mostBeatsHaveAnOwner(String name, double share) {
        Scenario scenario =
                ScenarioReader.read(Path.of("docs", "examples", "liveness", name + ".yaml"));
        long due = 0;
        long owned = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Findings findings = CheckedRun.of(scenario.seeded(seed)).findings();
            assertThat(findings.breaches()).isEmpty();
            due += findings.beats().due();
            owned += findings.beats().owned();
        }
        assertThat(due).isBetween(SEEDS * 210L, SEEDS * 220L);
        assertThat((double) owned / due).isBetween(share, 1.0);
    }
}
