package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.simulation.check.Act;
import org.chorusmesh.simulation.check.BeatFindings;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.check.Findings;
import org.chorusmesh.simulation.scenario.ShippedScenarios;
import org.junit.jupiter.api.Test;

/** What the scenarios of beats that ship show. */
class BeatScenarioTests {

    private static BeatFindings run(String name) {
        Findings findings = CheckedRun.of(ShippedScenarios.find(name)).findings();
        assertThat(findings.breaches()).isEmpty();
        return findings.beats();
    }

    private static List<Act> between(BeatFindings beats, double from, double to) {
        return beats.acts().stream()
                .filter((act) -> act.beginNanos() >= from * 1e9 && act.beginNanos() < to * 1e9)
                .toList();
    }

    @Test
    void aColdStartComesToOneNumberWithinSeconds() {
        BeatFindings beats = run("cold-start");
        assertThat(beats.oneNumberSeconds()).isLessThan(6);
        assertThat(beats.missed()).isGreaterThan(1000);
        List<Act> after = between(beats, 10, 15);
        assertThat(after).hasSize(25);
        assertThat(after.stream().map(Act::number).distinct()).hasSize(5);
    }

    @Test
    void nodesOfDifferentFrequenciesThatStartByThemselvesComeToOneNumber() {
        assertThat(run("partition-heal").oneNumberSeconds()).isLessThan(40);
    }

    @Test
    void strangersActApartAndThenTogether() {
        BeatFindings beats = run("merge-of-strangers");
        assertThat(between(beats, 0, 20).stream().map(Act::node).distinct()).hasSize(6);
        assertThat(between(beats, 0, 20).stream().filter((act) -> act.number() < 4000))
                .isNotEmpty();
        List<Act> after = between(beats, 30, 40);
        assertThat(after).allSatisfy((act) -> assertThat(act.number()).isGreaterThan(5000));
        assertThat(after).hasSizeGreaterThan(8);
        assertThat(after.stream().map(Act::node).distinct()).hasSize(6);
    }

    @Test
    void noBeatHasTwoOwnersWhateverBefallsTheMembers() {
        BeatFindings beats = run("one-owner");
        assertThat(beats.acts()).hasSizeGreaterThan(60);
        // Before the partition there is one component.
        assertThat(between(beats, 0, 63).stream().map(Act::number)).doesNotHaveDuplicates();
        assertThat(beats.owned()).isGreaterThan(beats.due() * 8 / 10);
    }

    @Test
    void theRestartOfOneNodeShiftsNoMemberWhoseSlotIsHeld() {
        BeatFindings beats = run("turns");
        for (Act turn : between(beats, 10, 70)) {
            assertThat(turn.slot()).isEqualTo(turn.node());
            assertThat(turn.of()).isEqualTo(4);
        }
        List<Act> last = between(beats, 95, 110);
        assertThat(last).isNotEmpty().allSatisfy((act) -> assertThat(act.of()).isEqualTo(3));
    }
}
