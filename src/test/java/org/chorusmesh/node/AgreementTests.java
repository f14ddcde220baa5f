package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.beat.Rotation;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.members.Slot;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;

/** Tests for the members of a mesh of nodes, and their agreement. */
class AgreementTests {

    private static final Settings SETTINGS = Settings.defaults();

    @Test
    void allAgreeOnTheListAndOneOwnsEachBeat() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 10, 10, 10, 10, 10);
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
        VirtualMesh mesh = VirtualMesh.of(SETTINGS);
        VirtualMesh.Member a = mesh.add("a", JoinMode.FREE, 1, 0, 0, MemberRules.DEFAULT);
        mesh.run(3_500);
        assertThat(a.agreed).isEmpty();
        mesh.run(4_000);
        assertThat(a.agreed).containsKey(7L);
    }

    @Test
    void aDeadMemberLeavesTheList() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 10, 10, 10);
        mesh.run(15_000);
        assertThat(ids(mesh.beat("n0").present().list())).containsExactly("n0", "n1", "n2");
        mesh.kill("n2");
        mesh.run(10_000);
        assertThat(ids(mesh.beat("n0").present().list())).containsExactly("n0", "n1");
        assertThat(mesh.beat("n0").present().agreed()).isTrue();
        assertThat(view(mesh, "n0", "n2").state()).isEqualTo(MemberState.GONE);
    }

    @Test
    void aGoodbyeEndsAMemberAtOnce() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 10, 10, 10);
        mesh.run(15_000);
        mesh.command("n2", new Command.Leave());
        mesh.run(200);
        assertThat(view(mesh, "n0", "n2").state()).isEqualTo(MemberState.GONE);
        mesh.kill("n2");
        mesh.run(4_000);
        assertThat(mesh.beat("n0").present().agreed()).isTrue();
        assertThat(ids(mesh.beat("n0").present().list())).containsExactly("n0", "n1");
    }

    @Test
    void withoutCouplingNoNodeSettlesAndNothingIsAgreed() {
        VirtualMesh mesh = VirtualMesh.of(SETTINGS.with(Setting.COUPLING, 0.0));
        for (int i = 0; i < 3; i++) {
            mesh.add("n" + i, JoinMode.FREE, 2.0 * i, 2, 10 * i, MemberRules.DEFAULT);
        }
        mesh.run(20_000);
        for (int i = 0; i < 3; i++) {
            assertThat(mesh.beat("n" + i).settled()).isFalse();
            assertThat(mesh.members.get("n" + i).agreed).isEmpty();
        }
    }

    @Test
    void aNodeThatTakesPartInThePhaseOnlyIsOnNoList() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 10, 10, 10);
        mesh.add("old", JoinMode.FREE, 1, 3, 0, null);
        mesh.run(20_000);
        assertThat(ids(mesh.beat("n0").present().list())).containsExactly("n0", "n1", "n2");
        assertThat(mesh.beat("n0").present().agreed()).isTrue();
        assertThat(view(mesh, "n0", "old").state()).isEqualTo(MemberState.UNSETTLED);
    }

    /** With a lag a mesh turns slower than a node alone, so a node that is cut off is early. */
    @Test
    void aNodeThatIsCutOffHasNoAgreementOnceItIsEarly() {
        VirtualMesh mesh =
                VirtualMesh.of(
                        SETTINGS.with(Setting.PHASE_LAG, 0.8)
                                .with(Setting.GOSSIP_PERIOD, 200_000_000L)
                                .with(Setting.TTL, 5_000_000_000L));
        for (int i = 0; i < 4; i++) {
            mesh.add("n" + i, JoinMode.FREE, i, 3, 10, MemberRules.DEFAULT);
        }
        mesh.run(30_000);
        long epochBeats = mesh.beat("n3").epochBeats();
        while (mesh.beat("n3").number() % epochBeats != 0) {
            mesh.run(50);
        }
        assertThat(mesh.beat("n3").present().agreed()).isTrue();
        VirtualMesh.Member cut = mesh.members.get("n3");
        cut.cutOff = true;
        mesh.run(3_500);
        assertThat(mesh.beat("n3").number() % epochBeats).isEqualTo(3);
        assertThat(cut.node.snapshot().peers()).hasSize(3).allMatch((peer) -> peer.weight() == 0);
        assertThat(mesh.beat("n3").present().agreed()).isFalse();
    }

    @Test
    void aCutMeshActsOnBothSidesUnlessAMajorityIsExpected() {
        for (int expected : new int[] {0, 4}) {
            MemberRules rules = new MemberRules(0, expected, 0);
            VirtualMesh mesh = VirtualMesh.of(SETTINGS);
            for (int i = 0; i < 4; i++) {
                mesh.add("n" + i, JoinMode.FREE, i, 3, 10, rules);
            }
            mesh.run(15_000);
            assertThat(mesh.beat("n3").present().agreed()).isTrue();
            mesh.members.get("n3").cutOff = true;
            mesh.run(15_000);
            assertThat(mesh.beat("n3").present().agreed()).isEqualTo(expected == 0);
            assertThat(mesh.beat("n0").present().agreed()).isTrue();
        }
    }

    @Test
    void freelyStartedNodesAreNotSettledInCompanyBeforeTheyAreInStep() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 10, 10, 11);
        mesh.run(1_000);
        for (String id : mesh.members.keySet()) {
            assertThat(mesh.beat(id).counted()).isEqualTo(2);
            assertThat(mesh.beat(id).settled()).isFalse();
        }
    }

    @Test
    void aNodeKickedOutOfTimeAgreesOnNothingUntilItIsBackThoughItIsSettled() {
        VirtualMesh mesh = VirtualMesh.started(JoinMode.FREE, 10, 10, 10, 10, 10);
        mesh.run(15_000);
        assertThat(mesh.beat("n1").present().agreed()).isTrue();
        mesh.command("n1", new Command.Kick(2));
        mesh.run(200);
        assertThat(mesh.beat("n1").settled()).isTrue();
        assertThat(mesh.beat("n1").present().agreed()).isFalse();
        assertThat(mesh.beat("n0").present().agreed()).isTrue();
        mesh.run(3_000);
        assertThat(mesh.beat("n1").present().agreed()).isTrue();
    }

    private static MemberView view(VirtualMesh mesh, String at, String of) {
        return mesh.beat(at).members().stream()
                .filter((view) -> view.nodeId().equals(of))
                .findAny()
                .orElseThrow();
    }

    private static List<String> ids(MemberList list) {
        return list.slots().stream().map(Slot::nodeId).toList();
    }
}
