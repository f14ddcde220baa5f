package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.Test;

/** Settings for the whole mesh, as a last-writer-wins register that reports carry. */
class MeshSettingsTests {

    private static SettingsChange coupling(double coupling) {
        return SettingsChange.of(Setting.COUPLING, coupling);
    }

    private static MeshSettings version(long counter, String writer, Double coupling) {
        return new MeshSettings(
                counter, writer, (coupling != null) ? coupling(coupling) : SettingsChange.NONE);
    }

    private static VirtualMesh mesh(String... ids) {
        VirtualMesh mesh = new VirtualMesh(Settings.defaults(), 7, (random) -> 1);
        for (String id : ids) {
            mesh.add(id, JoinMode.FREE, 1, ids.length - 1);
        }
        mesh.run(1000);
        return mesh;
    }

    private static void assertCoupling(VirtualMesh mesh, double coupling) {
        for (String id : mesh.members.keySet()) {
            assertThat(mesh.snapshot(id).settings().coupling()).as(id).isEqualTo(coupling);
        }
    }

    @Test
    void aChangeOnAnyNodeReachesAll() {
        VirtualMesh mesh = mesh("a", "b", "c");
        mesh.command("b", new Command.ChangeMeshSettings(null, coupling(4)));
        mesh.run(200);
        assertCoupling(mesh, 4);
        assertThat(mesh.snapshot("c").settingsView().mesh()).isEqualTo(version(1, "b", 4.0));
        assertThat(mesh.snapshot("c").settingsView().origins())
                .containsEntry(Setting.COUPLING, SettingsView.Origin.MESH)
                .containsEntry(Setting.TTL, SettingsView.Origin.CONFIGURATION);
        assertThat(mesh.snapshot("c").settingsView().meshOverrides())
                .containsExactly("coupling: 2.5 → 4.0");
    }

    /** In a line, five links long. */
    @Test
    void changesGoOnFromNodeToNodeWhereFewHearTheirWriter() {
        VirtualMesh mesh = new VirtualMesh(Settings.defaults(), 7, (random) -> 1);
        mesh.links = (from, to) -> Math.abs(from.charAt(0) - to.charAt(0)) == 1;
        for (String id : List.of("a", "b", "c", "d", "e", "f")) {
            mesh.add(id, JoinMode.FREE, 1, 2);
        }
        mesh.run(3000);
        assertThat(mesh.snapshot("f").peers()).hasSize(1);
        mesh.command("a", new Command.ChangeMeshSettings(null, coupling(4)));
        mesh.run(1000);
        assertCoupling(mesh, 4);
        assertThat(mesh.snapshot("f").settingsView().mesh()).isEqualTo(version(1, "a", 4.0));
        mesh.command("a", new Command.ChangeMeshSettings(null, coupling(5)));
        mesh.command("f", new Command.ChangeMeshSettings(null, coupling(6)));
        mesh.run(1000);
        assertCoupling(mesh, 6);
    }

    @Test
    void ofTwoChangesAtOnceTheGreaterWriterStaysEverywhere() {
        VirtualMesh mesh = mesh("a", "b", "c");
        mesh.command("a", new Command.ChangeMeshSettings(null, coupling(4)));
        mesh.command("c", new Command.ChangeMeshSettings(null, coupling(5)));
        mesh.run(300);
        assertCoupling(mesh, 5);
    }

    @Test
    void aLaterChangeKeepsWhatItDoesNotName() {
        VirtualMesh mesh = mesh("a", "b");
        mesh.command("a", new Command.ChangeMeshSettings(null, coupling(4)));
        mesh.run(300);
        mesh.command(
                "b",
                new Command.ChangeMeshSettings(
                        null, SettingsChange.of(Setting.TTL, 3_000_000_000L)));
        mesh.run(300);
        assertCoupling(mesh, 4);
        assertThat(mesh.snapshot("a").settings().ttlNanos()).isEqualTo(3_000_000_000L);
        assertThat(mesh.snapshot("a").settingsView().mesh().counter()).isEqualTo(2);
    }

    @Test
    void whatWasChangedOnANodeGoesBeforeTheMesh() {
        VirtualMesh mesh = mesh("a", "b");
        mesh.command("a", new Command.ChangeSettings(null, coupling(7)));
        mesh.command("b", new Command.ChangeMeshSettings(null, coupling(4)));
        mesh.run(300);
        assertThat(mesh.snapshot("a").settings().coupling()).isEqualTo(7);
        assertThat(mesh.snapshot("a").settingsView().origins())
                .containsEntry(Setting.COUPLING, SettingsView.Origin.LOCAL);
        mesh.command("a", new Command.ResetSettings(null, false));
        mesh.run(20);
        assertCoupling(mesh, 4);
    }

    @Test
    void anEmptyVersionTakesEverythingBack() {
        VirtualMesh mesh = mesh("a", "b");
        mesh.command("a", new Command.ChangeMeshSettings(null, coupling(4)));
        mesh.run(300);
        mesh.command("b", new Command.ResetSettings(null, true));
        mesh.run(300);
        assertCoupling(mesh, 2.5);
        assertThat(mesh.snapshot("a").settingsView().mesh()).isEqualTo(version(2, "b", null));
    }

    @Test
    void oneSettingIsTakenBackEverywhereAndTheOthersStay() {
        VirtualMesh mesh = mesh("a", "b");
        SettingsChange both = SettingsChange.of(Setting.COUPLING, 4.0).with(Setting.NOISE, 0.5);
        mesh.command("a", new Command.ChangeMeshSettings(null, both));
        mesh.run(300);
        mesh.command(
                "b",
                new Command.ChangeMeshSettings(
                        null, SettingsChange.NONE.takingBack(Setting.COUPLING)));
        mesh.run(300);
        assertCoupling(mesh, 2.5);
        assertThat(mesh.snapshot("a").settings().noise()).isEqualTo(0.5);
        assertThat(mesh.snapshot("a").settingsView().mesh().counter()).isEqualTo(2);
        assertThat(mesh.snapshot("a").settingsView().meshChange())
                .isEqualTo(SettingsChange.of(Setting.NOISE, 0.5));
    }

    @Test
    void whatIsTakenBackOnANodeGoesToWhatTheMeshSays() {
        VirtualMesh mesh = mesh("a", "b");
        mesh.command("b", new Command.ChangeMeshSettings(null, coupling(4)));
        mesh.command("a", new Command.ChangeSettings(null, coupling(7)));
        mesh.run(300);
        assertThat(mesh.snapshot("a").settings().coupling()).isEqualTo(7);
        mesh.command(
                "a",
                new Command.ChangeSettings(null, SettingsChange.NONE.takingBack(Setting.COUPLING)));
        mesh.run(20);
        assertCoupling(mesh, 4);
        assertThat(mesh.snapshot("a").settingsView().origins())
                .containsEntry(Setting.COUPLING, SettingsView.Origin.MESH);
    }

    @Test
    void aJoinerTakesWhatMostOfItsPeersCarryHoweverFarTheCounterIs() {
        VirtualMesh mesh = mesh("a", "b");
        for (int i = 1; i <= 1500; i++) {
            mesh.command("a", new Command.ChangeMeshSettings(null, coupling(1 + i * 0.001)));
            mesh.run(20);
        }
        mesh.run(300);
        assertThat(mesh.snapshot("b").settingsView().mesh().counter()).isEqualTo(1500);
        mesh.add("c", JoinMode.ALIGN, 1, 2);
        mesh.add("d", JoinMode.FREE, 1, 3);
        mesh.run(2000);
        assertCoupling(mesh, 2.5);
        assertThat(mesh.snapshot("c").settingsView().mesh().counter()).isEqualTo(1500);
        assertThat(mesh.snapshot("d").settingsView().mesh().counter()).isEqualTo(1500);
    }

    private static Node node(boolean keyed) {
        return new Node(
                new NodeConfiguration(
                        new NodeIdentity("test", "a", new Boot(1, 1)),
                        Settings.defaults(),
                        JoinMode.FREE,
                        0,
                        10,
                        keyed),
                new SplittableRandom(1),
                0);
    }

    private static SettingsView hear(Node node, long lamport, MeshSettings carried) {
        Report b = Reports.B.build();
        Report report = b.toBuilder().lamport(lamport).meshSettings(carried).build();
        node.step(0, Inbound.of(List.of(new Arrival(report, 0))), List.of());
        return node.snapshot().settingsView();
    }

    @Test
    void aLeapOfTheCounterIsRefusedAndCounted() {
        Node node = node(true);
        assertThat(hear(node, 1, version(1, "b", 3.0)).mesh()).isNotNull();
        SettingsView view = hear(node, 2, version(1026, "b", 9.0));
        assertThat(view.refused()).isEqualTo(1);
        assertThat(view.mesh()).isEqualTo(version(1, "b", 3.0));
        assertThat(hear(node, 3, version(1025, "b", 9.0)).mesh())
                .isEqualTo(version(1025, "b", 9.0));
    }

    @Test
    void valuesObeyTheBoundsOfTheRestCall() {
        Node node = node(true);
        assertThat(hear(node, 1, version(1, "b", -3.0)).refused()).isEqualTo(1);
        assertThat(hear(node, 2, version(1, "b", Double.NaN)).refused()).isEqualTo(2);
        assertThat(hear(node, 3, version(0, "b", 3.0)).mesh()).isNull();
        assertThat(hear(node, 4, version(1, "\n", 3.0)).mesh()).isNull();
        // A period that leaves no room in this node's TTL.
        MeshSettings slow =
                new MeshSettings(1, "b", SettingsChange.of(Setting.GOSSIP_PERIOD, 500_000_000L));
        assertThat(hear(node, 5, slow).mesh()).isNull();
        assertThat(node.settings()).isEqualTo(Settings.defaults());
    }

    @Test
    void anOlderVersionChangesNothing() {
        Node node = node(true);
        hear(node, 1, version(5, "m", 3.0));
        assertThat(hear(node, 2, version(5, "c", 4.0)).mesh()).isEqualTo(version(5, "m", 3.0));
        assertThat(hear(node, 3, version(4, "z", 4.0)).mesh()).isEqualTo(version(5, "m", 3.0));
        assertThat(hear(node, 4, version(5, "n", 4.0)).mesh()).isEqualTo(version(5, "n", 4.0));
    }

    @Test
    void withoutKeysTheRegisterIsNeitherSentNorTaken() {
        Node node = node(false);
        assertThat(hear(node, 1, version(1, "b", 3.0)).mesh()).isNull();
        StepResult result =
                node.step(
                        100_000_000L,
                        Inbound.NOTHING,
                        List.of(
                                new Command.ChangeMeshSettings(null, coupling(3)),
                                new Command.ResetSettings(null, true)));
        assertThat(result.commandResults())
                .containsExactly(
                        new CommandResult.NoMeshSettings(), new CommandResult.NoMeshSettings());
        assertThat(result.report().meshSettings()).isNull();
    }

    @Test
    void aRefusedReportCarriesNothingIn() {
        Node node = node(true);
        hear(node, 5, null);
        assertThat(hear(node, 4, version(1, "b", 3.0)).mesh()).isNull();
    }
}
