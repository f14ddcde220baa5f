package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
                CheckedRun.of(ScenarioReader.read(file(name))).findings();
        assertThat(findings.breaches()).isEmpty();
        assertThat(findings.beats().oneNumberSeconds()).isLessThan(withinSeconds);
        List<Act> acts = findings.beats().acts();
        assertThat(acts.stream().filter((act) -> act.beginNanos() > 45e9)).isNotEmpty();
    }

    /** From a members' TTL after the cut to its end. */
    @ParameterizedTest
    @CsvSource({"0, true", "20, false"})
    void theRegionThatIsCutOffActsUnlessTheGuardIsSet(int expected, boolean acts)
            throws IOException {
        String scenario = Files.readString(file("cut"));
        CheckedRun run =
                CheckedRun.of(
                        ScenarioReader.parse(
                                scenario.replace(
                                        "beats: {enabled: true,",
                                        "beats: {enabled: true, expected: " + expected + ",")));
        assertThat(run.findings().breaches()).isEmpty();
        List<Act> alone =
                run.findings().beats().acts().stream()
                        .filter((act) -> act.job() == 0)
                        .filter((act) -> act.beginNanos() > 25e9 && act.beginNanos() < 80e9)
                        .toList();
        assertThat(alone).filteredOn((act) -> act.node() < 16).hasSizeGreaterThan(10);
        assertThat(alone).filteredOn((act) -> act.node() >= 16).hasSize(acts ? 13 : 0);
    }

    private static Path file(String name) {
        return Path.of("docs", "examples", "regions", name + ".yaml");
    }
}
