package org.chorusmesh.simulation.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.chorusmesh.simulation.check.Findings;
import org.chorusmesh.simulation.check.SettleCheck;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Frequencies;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.chorusmesh.simulation.scenario.ScenarioWriter;
import org.chorusmesh.simulation.scenario.ShippedScenarios;
import org.chorusmesh.simulation.scenario.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random scenarios from seeds. */
class SwarmTests {

    private static final int RUNS = 4000;

    private static final int MEMBER_RUNS = 1000;

    private static final int OVERLAY_RUNS = 60;

    private static final int DRAWN = 2000;

    @Test
    void noRandomScenarioBreaksAnInvariant() {
        List<Findings> all = unbroken(RUNS, Swarm.Kind.ANY);
        long settled =
                all.stream()
                        .filter((found) -> found.settling() == SettleCheck.Outcome.SETTLED)
                        .count();
        long joins = all.stream().mapToLong(Findings::quietJoins).sum();
        // A check that is hardly ever asked proves nothing.
        assertThat(settled).isGreaterThan(RUNS * 2 / 5);
        assertThat(joins).isGreaterThan(RUNS / 200);
    }

    @Test
    void noChangeOfMembersBreaksAnInvariant() {
        List<Findings> all = unbroken(MEMBER_RUNS, Swarm.Kind.MEMBERS);
        long owned = all.stream().mapToLong((found) -> found.beats().owned()).sum();
        long due = all.stream().mapToLong((found) -> found.beats().due()).sum();
        long turns = all.stream().mapToLong((found) -> found.beats().turns()).sum();
        // Who never acts is never wrong.
        assertThat(owned).isGreaterThan(due * 7 / 10);
        assertThat(due).isGreaterThan(MEMBER_RUNS * 20L);
        assertThat(turns).isGreaterThan(MEMBER_RUNS * 30L);
    }

    @Test
    void noOverlayThatNodesFindBreaksAnInvariant() {
        List<Findings> all = unbroken(OVERLAY_RUNS, Swarm.Kind.OVERLAYS);
        long owned = all.stream().mapToLong((found) -> found.beats().owned()).sum();
        long due = all.stream().mapToLong((found) -> found.beats().due()).sum();
        long turns = all.stream().mapToLong((found) -> found.beats().turns()).sum();
        long settled =
                all.stream()
                        .filter((found) -> found.settling() == SettleCheck.Outcome.SETTLED)
                        .count();
        assertThat(owned).isGreaterThan(due / 2);
        assertThat(due).isGreaterThan(OVERLAY_RUNS * 20L);
        assertThat(turns).isGreaterThan(OVERLAY_RUNS * 30L);
        assertThat(settled).isGreaterThan(OVERLAY_RUNS / 4);
    }

    /** Runs are independent, so every core takes some. */
    private static List<Findings> unbroken(int runs, Swarm.Kind kind) {
        return LongStream.rangeClosed(1, runs)
                .parallel()
                .mapToObj(
                        (seed) -> {
                            Findings found = Swarm.run(seed, kind).findings();
                            assertThat(found.breaches())
                                    .as("swarm, %s, --seed %d", kind, seed)
                                    .isEmpty();
                            return found;
                        })
                .toList();
    }

    static Stream<Path> foundFaultsOnce() throws IOException {
        return Files.list(Path.of("src/test/resources/swarm")).sorted();
    }

    /** Each found a fault once, in the node or in a check. */
    @ParameterizedTest
    @MethodSource("foundFaultsOnce")
    void noScenarioThatOnceFoundAFaultFindsItAgain(Path file) {
        assertThat(Swarm.run(ScenarioReader.read(file), true).findings().breaches()).isEmpty();
    }

    @Test
    void everyScenarioCanBeWrittenAndRead() {
        for (long seed = 1; seed <= DRAWN / 4; seed++) {
            Scenario scenario = RandomScenario.of(seed);
            assertThat(ScenarioReader.parse(ScenarioWriter.write(scenario))).isEqualTo(scenario);
            Scenario members = Swarm.scenario(seed, Swarm.Kind.MEMBERS);
            assertThat(ScenarioReader.parse(ScenarioWriter.write(members))).isEqualTo(members);
            Scenario overlay = Swarm.scenario(seed, Swarm.Kind.OVERLAYS);
            assertThat(ScenarioReader.parse(ScenarioWriter.write(overlay))).isEqualTo(overlay);
        }
        for (String topology :
                List.of("ring", "{ring: true, divisor: nodes}", "{k-ring: 4, divisor: nodes}")) {
            Scenario scenario =
                    ScenarioReader.parse(
                            "{nodes: 6, duration: 1s, phases: {wrapped-cauchy: 0.5}, topology: %s}"
                                    .formatted(topology));
            assertThat(ScenarioReader.parse(ScenarioWriter.write(scenario))).isEqualTo(scenario);
        }
        for (String name : ShippedScenarios.NAMES) {
            Scenario scenario = ShippedScenarios.find(name);
            assertThat(ScenarioReader.parse(ScenarioWriter.write(scenario))).isEqualTo(scenario);
        }
    }

    @Test
    void everythingThatAScenarioCanSayComesUp() {
        Set<Event.Forgery> poisons = EnumSet.noneOf(Event.Forgery.class);
        Map<Frequencies.Shape, Integer> shapes = new EnumMap<>(Frequencies.Shape.class);
        Set<Class<?>> kinds = new HashSet<>();
        int overlapping = 0;
        int large = 0;
        int graphs = 0;
        int slow = 0;
        for (long seed = 1; seed <= DRAWN; seed++) {
            Scenario scenario = RandomScenario.of(seed);
            List<Event> events = scenario.events();
            for (int i = 0; i < events.size(); i++) {
                kinds.add(events.get(i).getClass());
                if (events.get(i) instanceof Event.Poison poison) {
                    poisons.add(poison.forgery());
                }
                overlapping +=
                        (i > 0 && events.get(i).atNanos() < events.get(i - 1).endNanos()) ? 1 : 0;
            }
            if (scenario.frequencies() instanceof Frequencies.Distributed distributed) {
                shapes.merge(distributed.shape(), 1, Integer::sum);
            }
            large += (scenario.nodes() >= 20) ? 1 : 0;
            graphs += (scenario.topology() instanceof Topology.Full) ? 0 : 1;
            slow +=
                    scenario.speeds().stream()
                                    .anyMatch(
                                            (speed) ->
                                                    speed.stepNanos()
                                                            == 100
                                                                    * scenario.settings()
                                                                            .stepNanos())
                            ? 1
                            : 0;
        }
        for (long seed = 1; seed <= DRAWN / 4; seed++) {
            for (Event event : Swarm.scenario(seed, Swarm.Kind.MEMBERS).events()) {
                if (event instanceof Event.Poison poison) {
                    poisons.add(poison.forgery());
                }
            }
        }
        for (long seed = 1; seed <= DRAWN / 4; seed++) {
            Swarm.scenario(seed, Swarm.Kind.OVERLAYS)
                    .events()
                    .forEach((event) -> kinds.add(event.getClass()));
        }
        assertThat(kinds).isEqualTo(kindsOf(Event.class)).hasSize(14);
        assertThat(poisons).hasSize(Event.Forgery.values().length);
        assertThat(shapes).hasSize(Frequencies.Shape.values().length);
        assertThat(overlapping).isGreaterThan(DRAWN / 10);
        assertThat(large).isGreaterThan(DRAWN / 100);
        assertThat(graphs).isGreaterThan(DRAWN / 10);
        assertThat(slow).isGreaterThan(DRAWN / 100);
    }

    /** All events that there are, by class. */
    private static Set<Class<?>> kindsOf(Class<?> type) {
        Set<Class<?>> kinds = new HashSet<>();
        for (Class<?> kind : type.getPermittedSubclasses()) {
            kinds.addAll(kind.isInterface() ? kindsOf(kind) : Set.of(kind));
        }
        return kinds;
    }
}
