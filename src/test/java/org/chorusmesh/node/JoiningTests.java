package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How nodes come into a mesh, leave it and come back. */
class JoiningTests {

    private static final LongUnaryOperator NEAR = (random) -> 1;

    /** Names are configured, and none of them can be looked up. */
    private static final Command.AddressesKnown BLIND = new Command.AddressesKnown(false, 0, true);

    private static VirtualMesh agreed(long seed, LongUnaryOperator delay, String... ids) {
        VirtualMesh mesh = new VirtualMesh(Settings.defaults(), seed, delay);
        for (int i = 0; i < ids.length; i++) {
            mesh.add(ids[i], JoinMode.FREE, 0.7 * i, ids.length - 1);
        }
        mesh.run(12_000);
        assertThat(mesh.spread(ids)).isLessThan(0.01);
        return mesh;
    }

    /** How far a node is from where it would have been without anything happening. */
    private static double displacement(
            VirtualMesh mesh, String id, double phaseBefore, long millis) {
        double undisturbed = phaseBefore + 2 * Math.PI * millis * 1e-3;
        return Math.abs(Phases.difference(mesh.phase(id), undisturbed));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0.001", "5, 0, 0.001", "30, 40, 0.01"})
    void aJoinerTakesOverThePhaseAndMovesNoOtherNode(long least, long spread, double bound) {
        LongUnaryOperator delay = (random) -> least + ((spread > 0) ? random % spread : 0);
        for (long seed = 1; seed <= 5; seed++) {
            VirtualMesh mesh = agreed(seed, delay, "a", "b", "c");
            double before = mesh.phase("a");
            mesh.add("d", JoinMode.ALIGN, 2 + before, 3);
            mesh.run(3000);
            assertThat(mesh.snapshot("d").state()).isEqualTo(NodeState.RUNNING);
            assertThat(mesh.snapshot("a").count(PeerState.LIVE)).isEqualTo(3);
            assertThat(displacement(mesh, "a", before, 3000)).isLessThan(bound);
            assertThat(mesh.spread("a", "b", "c", "d")).isLessThan(2 * bound);
        }
    }

    @Test
    void aFreeJoinerTwoRadiansOffDoesMoveTheMesh() {
        VirtualMesh mesh = agreed(1, NEAR, "a", "b", "c", "d", "e");
        double before = mesh.phase("a");
        mesh.add("f", JoinMode.FREE, before + 2, 5);
        mesh.run(6000);
        assertThat(displacement(mesh, "a", before, 6000)).isCloseTo(0.33, within(0.04));
    }

    @Test
    void aJoinerIsListenedToButCountsNowhere() {
        VirtualMesh mesh = agreed(1, NEAR, "a", "b");
        mesh.add("c", JoinMode.ALIGN, 1, 2);
        mesh.run(100);
        assertThat(mesh.snapshot("c").state()).isEqualTo(NodeState.JOINING);
        assertThat(mesh.snapshot("a").count(PeerState.JOINING)).isEqualTo(1);
        assertThat(mesh.snapshot("a").order().n()).isEqualTo(2);
        assertThat(mesh.snapshot("c").count(PeerState.LIVE)).isEqualTo(2);
    }

    @Test
    void aJoinerDoesNotStartAloneWhileTheOneMemberThatItHeardIsSilentForAMoment() {
        VirtualMesh mesh = new VirtualMesh(Settings.defaults(), 1, NEAR);
        VirtualMesh.Member member = mesh.add("a", JoinMode.FREE, 0, 1);
        mesh.run(2020);
        mesh.add("b", JoinMode.ALIGN, 2, 1);
        mesh.run(60);
        assertThat(mesh.snapshot("b").peers()).hasSize(1);
        member.paused = true;
        mesh.run(300);
        assertThat(mesh.snapshot("b").state()).isEqualTo(NodeState.JOINING);
        member.paused = false;
        mesh.run(2000);
        assertThat(mesh.snapshot("b").state()).isEqualTo(NodeState.RUNNING);
        assertThat(mesh.spread("a", "b")).isLessThan(0.001);
    }

    @Test
    void aLoneNodeStartsAtOnceAtItsInitialPhase() {
        VirtualMesh mesh = new VirtualMesh(Settings.defaults(), 1, NEAR);
        mesh.add("a", JoinMode.ALIGN, 1.25, 0);
        mesh.run(10);
        assertThat(mesh.snapshot("a").state()).isEqualTo(NodeState.RUNNING);
        assertThat(mesh.snapshot("a").phase()).isCloseTo(1.25, within(1e-12));
    }

    @Test
    void aNodeThatHearsNoPeerStartsAfterOneTtl() {
        VirtualMesh mesh = new VirtualMesh(Settings.defaults(), 1, NEAR);
        mesh.add("a", JoinMode.ALIGN, 1.25, 3);
        mesh.run(1900);
        assertThat(mesh.snapshot("a").state()).isEqualTo(NodeState.JOINING);
        mesh.run(200);
        assertThat(mesh.snapshot("a").state()).isEqualTo(NodeState.RUNNING);
    }

    @Test
    void aNodeWhosePeersNamesCannotBeLookedUpIsPatientBeforeItStartsAlone() {
        VirtualMesh mesh = new VirtualMesh(Settings.defaults(), 1, NEAR);
        mesh.add("a", JoinMode.ALIGN, 1.25, 0);
        mesh.command("a", BLIND);
        mesh.run(29_900);
        assertThat(mesh.snapshot("a").state()).isEqualTo(NodeState.JOINING);
        assertThat(mesh.snapshot("a").joinWait()).isEqualTo(JoinWait.NAMES);
        mesh.run(200);
        assertThat(mesh.snapshot("a").state()).isEqualTo(NodeState.RUNNING);
        assertThat(mesh.snapshot("a").joinWait()).isNull();
    }

    @Test
    void fromTheFirstAnswerOnItListensForOneTtl() {
        VirtualMesh mesh = new VirtualMesh(Settings.defaults(), 1, NEAR);
        mesh.add("a", JoinMode.ALIGN, 1.25, 0);
        mesh.command("a", BLIND);
        mesh.run(20_000);
        mesh.command("a", new Command.AddressesKnown(true, 3));
        mesh.run(1900);
        assertThat(mesh.snapshot("a").state()).isEqualTo(NodeState.JOINING);
        assertThat(mesh.snapshot("a").joinWait()).isEqualTo(JoinWait.MEMBERS);
        mesh.run(200);
        assertThat(mesh.snapshot("a").state()).isEqualTo(NodeState.RUNNING);
    }

    @Test
    void aNodeThatWaitedForNamesTakesOverThePhaseAndMovesNoOtherNode() {
        VirtualMesh mesh = agreed(1, NEAR, "a", "b", "c");
        VirtualMesh.Member joiner = mesh.add("d", JoinMode.ALIGN, 2 + mesh.phase("a"), 0);
        joiner.cutOff = true;
        mesh.command("d", BLIND);
        mesh.run(12_000);
        assertThat(mesh.snapshot("d").state()).isEqualTo(NodeState.JOINING);
        double before = mesh.phase("a");
        joiner.cutOff = false;
        mesh.command("d", new Command.AddressesKnown(true, 3));
        mesh.run(3000);
        assertThat(mesh.snapshot("d").state()).isEqualTo(NodeState.RUNNING);
        assertThat(displacement(mesh, "a", before, 3000)).isLessThan(0.001);
        assertThat(mesh.spread("a", "b", "c", "d")).isLessThan(0.002);
    }

    @Test
    void whoWaitedForNamesStillWaitsForTheAnswerOfTheFirstMember() {
        TestNode node =
                new TestNode(
                        Settings.defaults(), JoinMode.ALIGN, NodeConfiguration.DEFAULT_MAX_PEERS);
        node.command(BLIND);
        node.idle(20_000);
        node.step(10, Reports.B.lamport(1).stamp(node.now()).build());
        assertThat(node.node.state()).isEqualTo(NodeState.JOINING);
        assertThat(node.node.snapshot().joinWait()).isEqualTo(JoinWait.ANSWER);
    }

    @Test
    void noColdStartEndsInADeadlockOrInGroups() {
        for (long seed = 0; seed < 30; seed++) {
            VirtualMesh mesh = new VirtualMesh(Settings.defaults(), seed, (random) -> random % 20);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ids.add("n" + i);
                mesh.add("n" + i, JoinMode.ALIGN, 1.1 * i + seed, 5);
                // Some come together, some apart.
                mesh.run((seed * 7919 + i * 104729) % 3 * 300);
            }
            mesh.run(20_000);
            assertThat(mesh.spread(ids.toArray(String[]::new)))
                    .as("seed %d", seed)
                    .isLessThan(0.02);
            for (String id : ids) {
                assertThat(mesh.snapshot(id).state()).isEqualTo(NodeState.RUNNING);
                assertThat(mesh.snapshot(id).order().n()).isEqualTo(6);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3000", "6000", "12000"})
    void aNodeThatWasStoppedEvictsNoPeerAndAgreesAgainSoonAfterWaking(long stoppedMillis) {
        VirtualMesh mesh = agreed(3, NEAR, "a", "b", "c");
        VirtualMesh.Member stopped = mesh.members.get("b");
        stopped.paused = true;
        mesh.run(stoppedMillis);
        assertThat(mesh.snapshot("a").evicted()).isEqualTo(1);
        stopped.paused = false;
        for (int i = 0; i < 200; i++) {
            mesh.run(10);
            assertThat(mesh.snapshot("b").peers()).hasSize(2);
        }
        assertThat(mesh.snapshot("b").evicted()).isZero();
        assertThat(mesh.spread("a", "b", "c")).isLessThan(0.01);
        assertThat(mesh.snapshot("a").order().n()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"300", "1370", "30210"})
    void aNodeWhoseClockStoodStillJoinsAgainAndMovesNoOtherNode(long suspendedMillis) {
        for (long seed = 1; seed <= 5; seed++) {
            VirtualMesh mesh = agreed(seed, NEAR, "a", "b", "c", "d");
            double before = mesh.phase("a");
            VirtualMesh.Member suspended = mesh.members.get("b");
            suspended.suspended = true;
            mesh.run(suspendedMillis);
            suspended.suspended = false;
            mesh.run(4000);
            assertThat(mesh.snapshot("b").clockSteps()).as("seed %d", seed).isPositive();
            assertThat(mesh.snapshot("b").state()).isEqualTo(NodeState.RUNNING);
            assertThat(displacement(mesh, "a", before, suspendedMillis + 4000))
                    .as("seed %d", seed)
                    .isLessThan(0.01);
            assertThat(mesh.spread("a", "b", "c", "d")).isLessThan(0.01);
        }
    }

    @Test
    void aKilledPeerThatWasKickedDragsTheOthersOnlyShortly() {
        VirtualMesh mesh = agreed(3, NEAR, "a", "b", "c");
        double before = mesh.phase("a");
        mesh.command("c", new Command.Kick(2));
        mesh.run(60);
        mesh.kill("c");
        mesh.run(4940);
        assertThat(displacement(mesh, "a", before, 5000)).isBetween(0.01, 0.2);
        assertThat(mesh.spread("a", "b")).isLessThan(0.001);
    }

    @Test
    void aRestartIsAdmittedAtOnceThoughItsClockStartsAtZero() {
        VirtualMesh mesh = agreed(3, NEAR, "a", "b", "c");
        mesh.kill("c");
        mesh.run(20);
        mesh.add("c", JoinMode.ALIGN, 1, 2);
        // A step of its own, the way, and the next look of the other.
        mesh.run(70);
        Boot boot = mesh.snapshot("c").identity().boot();
        assertThat(mesh.snapshot("a").peers()).anyMatch((peer) -> peer.boot().equals(boot));
        mesh.run(2000);
        assertThat(mesh.snapshot("a").order().n()).isEqualTo(3);
        assertThat(mesh.spread("a", "b", "c")).isLessThan(0.001);
    }

    @Test
    void theGoodbyeIsTheLastReport() {
        TestNode node = new TestNode();
        node.step(10);
        StepResult last =
                node.node.step(
                        node.now() + 1_000_000, Inbound.NOTHING, List.of(new Command.Leave()));
        assertThat(last.report()).isNotNull();
        assertThat(last.report().goodbye()).isTrue();
        assertThat(node.node.state()).isEqualTo(NodeState.LEFT);
        for (int i = 0; i < 20; i++) {
            assertThat(node.step(10).report()).isNull();
        }
    }
}
