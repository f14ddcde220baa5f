package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;

class BeatTests {

    private static final Settings SETTINGS = Settings.defaults();

    private static List<Long> numbers(VirtualMesh.Member member) {
        return member.fired.stream().map(FiredBeat::number).toList();
    }

    @Test
    void aLoneNodeFiresOneBeatATurn() {
        VirtualMesh mesh = VirtualMesh.of(SETTINGS);
        VirtualMesh.Member a = mesh.add("a", JoinMode.FREE, 1, 0, 100, MemberRules.DEFAULT);
        mesh.run(5_000);
        assertThat(numbers(a)).containsExactly(101L, 102L, 103L, 104L, 105L);
        assertThat(a.fired).allMatch((beat) -> beat.missed() == 0);
        long first = a.fired.get(0).atNanos();
        for (int i = 0; i < 5; i++) {
            assertThat(a.fired.get(i).atNanos() - first)
                    .isBetween(i * 1_000_000_000L - 10, i * 1_000_000_000L + 10);
        }
    }

    @Test
    void aNegativeFrequencyCountsForwardToo() {
        VirtualMesh mesh = VirtualMesh.of(SETTINGS.with(Setting.FREQUENCY, -1.0));
        VirtualMesh.Member a = mesh.add("a", JoinMode.FREE, 1, 0, 7, MemberRules.DEFAULT);
        mesh.run(3_000);
        assertThat(numbers(a)).containsExactly(8L, 9L, 10L);
    }

    @Test
    void aColdStartComesToTheGreatestNumber() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 1_000, 4_600, 2, 100, 3_000);
        mesh.run(10_000);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            BeatState state = mesh.beat("n" + i);
            assertThat(state.settled()).isTrue();
            numbers.add(Math.round(state.beatsSince(0)));
            List<Long> fired = numbers(mesh.members.get("n" + i));
            assertThat(fired).isSorted().doesNotHaveDuplicates();
        }
        assertThat(numbers.stream().distinct()).hasSize(1);
        assertThat(numbers.get(0)).isBetween(4_605L, 4_611L);
    }

    /** As when a whole mesh restarts: the one that is ahead starts, and the others join it. */
    @Test
    void ofNodesThatAllJoinTheOneAheadGivesPhaseAndNumber() {
        for (long seed = 1; seed <= 20; seed++) {
            VirtualMesh mesh = new VirtualMesh(SETTINGS, seed, (random) -> random % 20);
            for (int i = 0; i < 5; i++) {
                long number = new long[] {1_000, 4_600, 2, 100, 3_000}[i];
                mesh.add("n" + i, JoinMode.ALIGN, 1.3 * i, 4, number, MemberRules.DEFAULT);
            }
            mesh.run(1_200);
            double first = mesh.beat("n1").beatsSince(0);
            assertThat(first).as("seed %d", seed).isBetween(4_601.0, 4_602.6);
            for (int i = 0; i < 5; i++) {
                assertThat(mesh.members.get("n" + i).node.state()).isEqualTo(NodeState.RUNNING);
                assertThat(mesh.beat("n" + i).beatsSince(0))
                        .as("seed %d, node %d", seed, i)
                        .isCloseTo(first, within(0.05));
            }
            mesh.run(4_000);
            assertThat(mesh.members.values().stream().flatMap((each) -> each.fired.stream()))
                    .isNotEmpty()
                    .allMatch((fired) -> fired.missed() == 0);
        }
    }

    /** The one ahead waits for an address that is never heard, so it starts after a TTL only. */
    @Test
    void nodesThatAllJoinDoNotWaitLongForTheFirst() {
        VirtualMesh mesh = new VirtualMesh(SETTINGS, 1, (random) -> 1);
        mesh.add("ahead", JoinMode.ALIGN, 1, 3, 4_000, MemberRules.DEFAULT);
        mesh.add("b", JoinMode.ALIGN, 2, 2, 1_000, MemberRules.DEFAULT);
        mesh.add("c", JoinMode.ALIGN, 3, 2, 2_000, MemberRules.DEFAULT);
        mesh.run(SETTINGS.ttlNanos() / 2_000_000 - 20);
        assertThat(mesh.members.get("b").node.state()).isEqualTo(NodeState.JOINING);
        mesh.run(120);
        assertThat(mesh.members.get("b").node.state()).isEqualTo(NodeState.RUNNING);
        mesh.run(10_000);
        assertThat(mesh.beat("b").number()).isEqualTo(mesh.beat("ahead").number());
    }

    @Test
    void theBeatAfterALeapSaysHowManyWereMissed() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 1_000, 0);
        mesh.run(10_000);
        List<FiredBeat> fired = mesh.members.get("n1").fired;
        long missed = fired.stream().mapToLong(FiredBeat::missed).sum();
        assertThat(missed)
                .isEqualTo(fired.get(fired.size() - 1).number() - fired.size())
                .isBetween(990L, 1_001L);
    }

    @Test
    void aJoinerTakesTheNumberOfTheMesh() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 500, 500, 500);
        mesh.run(6_000);
        VirtualMesh.Member late =
                mesh.add("late", JoinMode.ALIGN, 2, 3, 90_000, MemberRules.DEFAULT);
        mesh.run(5_000);
        assertThat(mesh.beat("late").number()).isBetween(505L, 520L);
        assertThat(late.fired.get(0).missed()).isZero();
        assertThat(Math.round(mesh.beat("late").beatsSince(0)))
                .isEqualTo(Math.round(mesh.beat("n0").beatsSince(0)));
    }

    @Test
    void aJoinerBetweenTwoNumbersTakesNoAbsurdOne() {
        for (String[] order : new String[][] {{"a", "b"}, {"b", "a"}}) {
            VirtualMesh mesh = VirtualMesh.of(SETTINGS);
            for (String id : order) {
                long number = id.equals("a") ? 500 : 1L << 40;
                mesh.add(id, JoinMode.FREE, 1, 1, number, MemberRules.DEFAULT);
            }
            mesh.run(3_000);
            mesh.add("late", JoinMode.ALIGN, 2, 2, 0, MemberRules.DEFAULT);
            mesh.run(2_000);
            assertThat(mesh.beat("late").number()).isBetween(500L, 520L);
        }
    }

    @Test
    void aJumpIsCountedWhenANodeFallsOutOfTime() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 10, 10, 10, 10, 10);
        mesh.run(15_000);
        long before = mesh.beat("n0").jumps();
        for (String id : List.of("n1", "n2", "n3")) {
            mesh.command(id, new Command.Kick(-2));
        }
        mesh.run(500);
        assertThat(mesh.beat("n0").jumps()).isGreaterThan(before);
    }

    @Test
    void aPausedNodeFiresTheLatestBeatOnceWhenItWakes() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 10, 10, 10);
        mesh.run(15_000);
        VirtualMesh.Member n1 = mesh.members.get("n1");
        int before = n1.fired.size();
        n1.paused = true;
        mesh.run(5_300);
        n1.paused = false;
        mesh.run(20);
        assertThat(n1.fired).hasSize(before + 1);
        assertThat(n1.fired.get(before).missed()).isBetween(3L, 5L);
        mesh.run(5_000);
        assertThat(numbers(n1)).isSorted().doesNotHaveDuplicates();
        assertThat(Math.round(mesh.beat("n1").beatsSince(0)))
                .isEqualTo(Math.round(mesh.beat("n0").beatsSince(0)));
    }

    @Test
    void aPhaseSetByHandMovesTheNumberTheShorterWay() {
        VirtualMesh mesh = VirtualMesh.of(SETTINGS);
        mesh.add("a", JoinMode.FREE, 0.1, 0, 50, MemberRules.DEFAULT);
        mesh.run(10);
        double before = mesh.beat("a").beatsSince(0);
        mesh.command("a", new Command.SetPhase(6.2));
        mesh.run(10);
        assertThat(mesh.beat("a").beatsSince(0) - before).isBetween(-0.1, 0.0);
    }
}
