package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.chorusmesh.simulation.check.Act;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.check.Findings;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scenarios of {@code docs/regions.md}: sound, in step, and of one number. */
class RegionsScenarioTests {

    @ParameterizedTest
    @CsvSource({"five-regions, 11", "asymmetric, 11", "cut, 1"})
    void regionsComeToOneNumber(String name, double withinSeconds) {
        Findings findings =
                CheckedRun.of(
                                ScenarioReader.read(
                                        Path.of("docs", "examples", "regions", name + ".yaml")))
                        .findings();
        assertThat(findings.breaches()).isEmpty();
        assertThat(findings.beats().oneNumberSeconds()).isLessThan(withinSeconds);
        List<Act> acts = findings.beats().acts();
        assertThat(acts.stream().filter((act) -> act.beginNanos() > 45e9)).isNotEmpty();
    }
}
