package org.chorusmesh.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How a scenario takes part in beats, and the mistakes it can make there. */
class ScenarioBeatsTests {

    @Test
    void aFullMeshOfAFewTakesPartInBeatsUnlessItSaysOtherwise() {
        assertThat(ScenarioReader.parse("{nodes: 64, duration: 1s}").beats().on()).isTrue();
        assertThat(ScenarioReader.parse("{nodes: 65, duration: 1s}").beats().on()).isFalse();
        assertThat(ScenarioReader.parse("{nodes: 65, duration: 1s, beats: {}}").beats().on())
                .isTrue();
        Scenario ring = ScenarioReader.parse("{nodes: 5, duration: 1s, topology: ring}");
        assertThat(ring.beats().on()).isFalse();
        assertThat(ring.beats().rules(ring.topology())).isNull();
        Scenario off = ScenarioReader.parse("{nodes: 5, duration: 1s, beats: {enabled: false}}");
        assertThat(off.beats().on()).isFalse();
    }

    @Test
    void ownersAreJudgedOnAGraphOnlyWithARadiusThatSuitsIt() {
        Scenario silent =
                ScenarioReader.parse("{nodes: 5, duration: 1s, topology: ring, beats: {}}");
        assertThat(silent.beats().isJudged(silent.topology())).isFalse();
        Scenario stated =
                ScenarioReader.parse(
                        "{nodes: 5, duration: 1s, topology: ring, beats: {radius: 2}}");
        assertThat(stated.beats().isJudged(stated.topology())).isTrue();
    }

    @Test
    void everyMistakeOfBeatsIsNamed() {
        assertThatThrownBy(
                        () ->
                                ScenarioReader.parse(
                                        """
                                        nodes: 3
                                        duration: 1s
                                        clocks: {wall-spread: -1s}
                                        beats:
                                          hold: 25h
                                          radius: 0
                                          first-numbers: [1, 2]
                                          jobs:
                                            - {every: 0}
                                            - {every: 4, offset: 4}
                                            - {every: 4, offset: 1, by: turn}
                                            - {offset: 1, by: nobody}
                                        """))
                .isInstanceOfSatisfying(
                        ScenarioException.class,
                        (wrong) ->
                                assertThat(wrong.faults())
                                        .anyMatch((fault) -> fault.startsWith("clocks.wall-spread"))
                                        .anyMatch((fault) -> fault.startsWith("beats.hold"))
                                        .anyMatch((fault) -> fault.startsWith("beats.radius"))
                                        .anyMatch((f) -> f.startsWith("beats.first-numbers"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[0].every"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[1].offset"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[2].offset"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[3].every"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[3].by")));
    }

    @Test
    void whoTakesNoPartInBeatsHasNothingToDoByThem() {
        assertThatThrownBy(
                        () ->
                                ScenarioReader.parse(
                                        "{nodes: 3, duration: 1s, beats: {enabled: false, jobs: [{every:"
                                                + " 1}]}}"))
                .hasMessageContaining("beats.jobs");
    }
}
