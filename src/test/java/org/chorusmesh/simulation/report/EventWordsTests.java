package org.chorusmesh.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;

/** Events of a scenario as sentences. */
class EventWordsTests {

    private static final String SCENARIO =
            """
            nodes: 10
            duration: 60s
            topology: {overlay: 4}
            events:
              - {at: 1s, crash: {nodes: [0, 1, 2, 3, 4, 5, 6, 7]}}
              - {at: 2s, leave: {nodes: [8]}}
              - {at: 3s, restart: {nodes: [8], join: align}}
              - {at: 4s, start: {share: 1, join: free}}
              - {at: 5s, pause: {nodes: [1], for: 1.5s}}
              - {at: 6s, suspend: {share: 0.25, for: 2s}}
              - {at: 7s, partition: {groups: [[0, 1], [2, 3]], for: 3s, held: true}}
              - {at: 8s, clog: {links: [[0, 1], [1, 0]], for: 2s, held: false}}
              - {at: 9s, drift: {nodes: [3], ppm: -50.5}}
              - {at: 10s, clock-step: {nodes: [3], by: -2s}}
              - {at: 11s, poison: {kind: forged-id, as: 2, to: [4], count: 3}}
              - {at: 12s, duplicate: {of: 5, for: 4s}}
              - {at: 13s, settings: {nodes: all, coupling: 0.5, ttl: 3s}}
              - {at: 14s, kick: {nodes: [1, 2], by: -0.25}}
              - {at: 15s, churn: {per-minute: 0.01, for: 20s}}
            """;

    @Test
    void eachKindHasItsSentence() {
        List<Event> events = ScenarioReader.parse(SCENARIO).events();
        assertThat(events)
                .extracting(EventWords::of)
                .containsExactly(
                        "Crash of n0, n1, n2, n3, n4, n5 and 2 more",
                        "Goodbye of n8",
                        "Start of n8, aligning",
                        "Start of all nodes, freely",
                        "Pause of n1 for 1500ms",
                        "Suspension of 25 % of the nodes that are up for 2s",
                        "A cut parts n0, n1 from n2, n3 for 3s; frames come when it heals",
                        "2 links lose their frames for 2s",
                        "Clocks drift by -50.5 ppm: n3",
                        "Clocks jump back by 2s: n3",
                        "3 frames (forged-id) in the name of n2 reach n4",
                        "A second process runs under the id n5 for 4s",
                        "Change of settings (coupling 0.5, ttl 3s) of all nodes",
                        "Kick by -0.25 rad of n1, n2",
                        "1 % of the nodes a minute leave, and others come for 20s");
    }

    @Test
    void noKindIsLeftOut() {
        List<Class<?>> kinds = new ArrayList<>(Arrays.asList(Event.class.getPermittedSubclasses()));
        kinds.remove(Event.Lasting.class);
        kinds.addAll(Arrays.asList(Event.Lasting.class.getPermittedSubclasses()));
        assertThat(ScenarioReader.parse(SCENARIO).events())
                .extracting(Object::getClass)
                .containsAll(kinds);
    }
}
