package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.simulation.check.Act;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.check.Findings;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scenarios of {@code docs/regions.md}: sound, in step, and of one number. */
class RegionsScenarioTests {

    private static final int REGIONS = 5;

    private static final int NODES_A_REGION = 4;

    /** Each way to a later region of {@code asymmetric} takes 20 ms longer: 4/5 of it is left. */
    @ParameterizedTest
    @CsvSource({"five-regions, 11, 0, 20", "asymmetric, 11, 16000, 50", "cut, 1, 0, 60"})
    void regionsComeToOneNumberAndDifferByTheirAsymmetry(
            String name, double withinSeconds, double apartMicros, double toleranceMicros) {
        CheckedRun run = CheckedRun.of(ScenarioReader.read(file(name)));
        Findings findings = run.findings();
        assertThat(apartMicros(run.run().trace())).isCloseTo(apartMicros, within(toleranceMicros));
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

    /** Between the mean phases of the first and of the last region, at 1 Hz. */
    private static double apartMicros(Trace trace) {
        int last = trace.size() - 1;
        double first = trace.phase(last, 0);
        double[] means = new double[REGIONS];
        for (int node = 0; node < REGIONS * NODES_A_REGION; node++) {
            means[node / NODES_A_REGION] +=
                    Phases.difference(trace.phase(last, node), first) / NODES_A_REGION;
        }
        return (Arrays.stream(means).max().orElseThrow() - Arrays.stream(means).min().orElseThrow())
                / (2 * Math.PI)
                * 1e6;
    }

    private static Path file(String name) {
        return Path.of("docs", "examples", "regions", name + ".yaml");
    }
}
