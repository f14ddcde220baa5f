package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.Rotation;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.members.Slot;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;

class BeatTests {

    private static final Settings SETTINGS = Settings.defaults();

    private static VirtualMesh mesh() {
        return mesh(SETTINGS);
    }

    private static VirtualMesh mesh(Settings settings) {
        return new VirtualMesh(settings, 7, (random) -> random % 20);
    }

    private static VirtualMesh five(JoinMode mode, long... firstNumbers) {
        VirtualMesh mesh = mesh();
        for (int i = 0; i < firstNumbers.length; i++) {
            mesh.add(
                    "n" + i,
                    mode,
                    1.1 * i,
                    firstNumbers.length - 1,
                    firstNumbers[i],
                    MemberRules.DEFAULT);
        }
        return mesh;
    }

    private static BeatState beat(VirtualMesh mesh, String id) {
        return mesh.members.get(id).node.beat();
    }

    private static List<Long> numbers(VirtualMesh.Member member) {
        return member.fired.stream().map(FiredBeat::number).toList();
    }

    @Test
    void aLoneNodeFiresOneBeatATurn() {
        VirtualMesh mesh = mesh();
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
        VirtualMesh mesh = mesh(SETTINGS.with(Setting.FREQUENCY, -1.0));
        VirtualMesh.Member a = mesh.add("a", JoinMode.FREE, 1, 0, 7, MemberRules.DEFAULT);
        mesh.run(3_000);
        assertThat(numbers(a)).containsExactly(8L, 9L, 10L);
    }

    @Test
    void aColdStartComesToTheGreatestNumber() {
        VirtualMesh mesh = five(JoinMode.FREE, 1_000, 4_600, 2, 100, 3_000);
        mesh.run(10_000);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            BeatState state = beat(mesh, "n" + i);
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
            double first = beat(mesh, "n1").beatsSince(0);
            assertThat(first).as("seed %d", seed).isBetween(4_601.0, 4_602.6);
            for (int i = 0; i < 5; i++) {
                assertThat(mesh.members.get("n" + i).node.state()).isEqualTo(NodeState.RUNNING);
                assertThat(beat(mesh, "n" + i).beatsSince(0))
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
        assertThat(beat(mesh, "b").number()).isEqualTo(beat(mesh, "ahead").number());
    }

    @Test
    void theBeatAfterALeapSaysHowManyWereMissed() {
        VirtualMesh mesh = five(JoinMode.FREE, 1_000, 0);
        mesh.run(10_000);
        List<FiredBeat> fired = mesh.members.get("n1").fired;
        long missed = fired.stream().mapToLong(FiredBeat::missed).sum();
        assertThat(missed)
                .isEqualTo(fired.get(fired.size() - 1).number() - fired.size())
                .isBetween(990L, 1_001L);
    }

    @Test
    void aJoinerTakesTheNumberOfTheMesh() {
        VirtualMesh mesh = five(JoinMode.FREE, 500, 500, 500);
        mesh.run(6_000);
        VirtualMesh.Member late =
                mesh.add("late", JoinMode.ALIGN, 2, 3, 90_000, MemberRules.DEFAULT);
        mesh.run(5_000);
        assertThat(beat(mesh, "late").number()).isBetween(505L, 520L);
        assertThat(late.fired.get(0).missed()).isZero();
        assertThat(Math.round(beat(mesh, "late").beatsSince(0)))
                .isEqualTo(Math.round(beat(mesh, "n0").beatsSince(0)));
    }

    @Test
    void aJoinerBetweenTwoNumbersTakesNoAbsurdOne() {
        for (String[] order : new String[][] {{"a", "b"}, {"b", "a"}}) {
            VirtualMesh mesh = mesh();
            for (String id : order) {
                long number = id.equals("a") ? 500 : 1L << 40;
                mesh.add(id, JoinMode.FREE, 1, 1, number, MemberRules.DEFAULT);
            }
            mesh.run(3_000);
            mesh.add("late", JoinMode.ALIGN, 2, 2, 0, MemberRules.DEFAULT);
            mesh.run(2_000);
            assertThat(beat(mesh, "late").number()).isBetween(500L, 520L);
        }
    }

    @Test
    void allAgreeOnTheListAndOneOwnsEachBeat() {
        VirtualMesh mesh = five(JoinMode.FREE, 10, 10, 10, 10, 10);
        mesh.run(30_000);
        Map<Long, List<String>> owners = new HashMap<>();
        mesh.members.forEach(
                (id, member) ->
                        member.agreed.forEach(
                                (number, list) -> {
                                    if (Rotation.owner(list, number, 1).equals(id)) {
                                        owners.computeIfAbsent(number, (n) -> new ArrayList<>())
                                                .add(id);
                                    }
                                }));
        assertThat(owners.values()).allMatch((ids) -> ids.size() == 1);
        for (long number = 22; number < 38; number++) {
            assertThat(owners).containsKey(number);
        }
        assertThat(owners.values().stream().flatMap(List::stream).distinct()).hasSize(5);
    }

    @Test
    void aLoneNodeHasAgreementAfterAMembersTtl() {
        VirtualMesh mesh = mesh();
        VirtualMesh.Member a = mesh.add("a", JoinMode.FREE, 1, 0, 0, MemberRules.DEFAULT);
        mesh.run(3_500);
        assertThat(a.agreed).isEmpty();
        mesh.run(4_000);
        assertThat(a.agreed).containsKey(7L);
    }

    @Test
    void aDeadMemberLeavesTheList() {
        VirtualMesh mesh = five(JoinMode.FREE, 10, 10, 10);
        mesh.run(15_000);
        assertThat(ids(beat(mesh, "n0").present().list())).containsExactly("n0", "n1", "n2");
        mesh.kill("n2");
        mesh.run(10_000);
        assertThat(ids(beat(mesh, "n0").present().list())).containsExactly("n0", "n1");
        assertThat(beat(mesh, "n0").present().agreed()).isTrue();
        assertThat(view(mesh, "n0", "n2").state()).isEqualTo(MemberState.GONE);
    }

    @Test
    void aGoodbyeEndsAMemberAtOnce() {
        VirtualMesh mesh = five(JoinMode.FREE, 10, 10, 10);
        mesh.run(15_000);
        mesh.command("n2", new Command.Leave());
        mesh.run(200);
        assertThat(view(mesh, "n0", "n2").state()).isEqualTo(MemberState.GONE);
        mesh.kill("n2");
        mesh.run(4_000);
        assertThat(beat(mesh, "n0").present().agreed()).isTrue();
        assertThat(ids(beat(mesh, "n0").present().list())).containsExactly("n0", "n1");
    }

    @Test
    void withoutCouplingNoNodeSettlesAndNothingIsAgreed() {
        VirtualMesh mesh = mesh(SETTINGS.with(Setting.COUPLING, 0.0));
        for (int i = 0; i < 3; i++) {
            mesh.add("n" + i, JoinMode.FREE, 2.0 * i, 2, 10 * i, MemberRules.DEFAULT);
        }
        mesh.run(20_000);
        for (int i = 0; i < 3; i++) {
            assertThat(beat(mesh, "n" + i).settled()).isFalse();
            assertThat(mesh.members.get("n" + i).agreed).isEmpty();
        }
    }

    @Test
    void aNodeThatTakesPartInThePhaseOnlyIsOnNoList() {
        VirtualMesh mesh = five(JoinMode.FREE, 10, 10, 10);
        mesh.add("old", JoinMode.FREE, 1, 3, 0, null);
        mesh.run(20_000);
        assertThat(ids(beat(mesh, "n0").present().list())).containsExactly("n0", "n1", "n2");
        assertThat(beat(mesh, "n0").present().agreed()).isTrue();
        assertThat(view(mesh, "n0", "old").state()).isEqualTo(MemberState.UNSETTLED);
    }

    @Test
    void aCutMeshActsOnBothSidesUnlessAMajorityIsExpected() {
        for (int expected : new int[] {0, 4}) {
            MemberRules rules = new MemberRules(0, expected, 0);
            VirtualMesh mesh = mesh();
            for (int i = 0; i < 4; i++) {
                mesh.add("n" + i, JoinMode.FREE, i, 3, 10, rules);
            }
            mesh.run(15_000);
            assertThat(beat(mesh, "n3").present().agreed()).isTrue();
            mesh.members.get("n3").cutOff = true;
            mesh.run(15_000);
            assertThat(beat(mesh, "n3").present().agreed()).isEqualTo(expected == 0);
            assertThat(beat(mesh, "n0").present().agreed()).isTrue();
        }
    }

    @Test
    void freelyStartedNodesAreNotSettledInCompanyBeforeTheyAreInStep() {
        VirtualMesh mesh = five(JoinMode.FREE, 10, 10, 11);
        mesh.run(1_000);
        for (String id : mesh.members.keySet()) {
            assertThat(beat(mesh, id).counted()).isEqualTo(2);
            assertThat(beat(mesh, id).settled()).isFalse();
        }
    }

    @Test
    void aNodeKickedOutOfTimeAgreesOnNothingUntilItIsBackThoughItIsSettled() {
        VirtualMesh mesh = five(JoinMode.FREE, 10, 10, 10, 10, 10);
        mesh.run(15_000);
        assertThat(beat(mesh, "n1").present().agreed()).isTrue();
        mesh.command("n1", new Command.Kick(2));
        mesh.run(200);
        assertThat(beat(mesh, "n1").settled()).isTrue();
        assertThat(beat(mesh, "n1").present().agreed()).isFalse();
        assertThat(beat(mesh, "n0").present().agreed()).isTrue();
        mesh.run(3_000);
        assertThat(beat(mesh, "n1").present().agreed()).isTrue();
    }

    @Test
    void aJumpIsCountedWhenANodeFallsOutOfTime() {
        VirtualMesh mesh = five(JoinMode.FREE, 10, 10, 10, 10, 10);
        mesh.run(15_000);
        long before = beat(mesh, "n0").jumps();
        for (String id : List.of("n1", "n2", "n3")) {
            mesh.command(id, new Command.Kick(-2));
        }
        mesh.run(500);
        assertThat(beat(mesh, "n0").jumps()).isGreaterThan(before);
    }

    @Test
    void aPausedNodeFiresTheLatestBeatOnceWhenItWakes() {
        VirtualMesh mesh = five(JoinMode.FREE, 10, 10, 10);
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
        assertThat(Math.round(beat(mesh, "n1").beatsSince(0)))
                .isEqualTo(Math.round(beat(mesh, "n0").beatsSince(0)));
    }

    @Test
    void aPhaseSetByHandMovesTheNumberTheShorterWay() {
        VirtualMesh mesh = mesh();
        mesh.add("a", JoinMode.FREE, 0.1, 0, 50, MemberRules.DEFAULT);
        mesh.run(10);
        double before = beat(mesh, "a").beatsSince(0);
        mesh.command("a", new Command.SetPhase(6.2));
        mesh.run(10);
        assertThat(beat(mesh, "a").beatsSince(0) - before).isBetween(-0.1, 0.0);
    }

    private static MemberView view(VirtualMesh mesh, String at, String of) {
        return beat(mesh, at).members().stream()
                .filter((view) -> view.nodeId().equals(of))
                .findAny()
                .orElseThrow();
    }

    private static List<String> ids(MemberList list) {
        return list.slots().stream().map(Slot::nodeId).toList();
    }
}
