package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.Test;

/** Tests for {@link Guidance}. */
class GuidanceTests {

    private static final double K = 2.5;

    private final VirtualMesh mesh = new VirtualMesh();

    @Test
    void saysNothingWhereAllIsWell() {
        this.mesh.add("a", 1, K, 0).add("b", 1, K, 1).add("c", 1, K, 2).run(10);
        Guidance guidance = guidance();
        assertThat(guidance.criticalCoupling()).hasValue(0);
        assertThat(guidance.couplingMargin()).as("of identical nodes").isEmpty();
        assertThat(guidance.cannotLock()).isEmpty();
        assertThat(guidance.sentences()).isEmpty();
    }

    @Test
    void aLoneNodeNeedsPeers() {
        this.mesh.add("a", 1, K, 0).run(5);
        assertThat(guidance().criticalCoupling()).isEmpty();
        assertThat(guidance().couplingMargin()).isEmpty();
        assertThat(guidance().sentences())
                .containsExactly(
                        "This node has no peers. Start others, and name them in chorus.gossip.peers");
    }

    @Test
    void aJoiningNodeSaysWhatItWaitsFor() {
        this.mesh.add("a", 1, K, 0, JoinMode.ALIGN).add("b", 1, K, 1, JoinMode.ALIGN).run(0.02);
        assertThat(guidance().sentences()).singleElement().asString().contains("is joining");
    }

    @Test
    void namesThoseThatCannotLockAndTheCouplingThatIsEnough() {
        this.mesh.add("a", 1, K, 0).add("b", 1, K, 0).add("c", 1.01, K, 0).add("d", 2, K, 0).run(5);
        Guidance guidance = guidance();
        double critical = guidance.criticalCoupling().orElseThrow();
        assertThat(critical).isBetween(3.0, Phases.TURN);
        assertThat(guidance.couplingMargin().orElseThrow()).isCloseTo(K / critical, within(1e-12));
        assertThat(guidance.cannotLock()).containsExactly("d");
        assertThat(guidance.sentences()).hasSize(1);
        assertThat(guidance.sentences().get(0))
                .matches(
                        "K too low: d cannot lock\\. All can from K = \\d\\.\\d+ rad/s on at their natural"
                                + " frequencies, and K is 2\\.5\\. Raise K, or bring the frequencies closer");
        double named =
                Double.parseDouble(
                        guidance.sentences()
                                .get(0)
                                .replaceAll(".*from K = ([0-9.]+) rad/s.*", "$1"));
        assertThat(named).isBetween(critical, 1.01 * critical);
        for (String id : List.of("a", "b", "c", "d")) {
            set(id, SettingsChange.of(Setting.COUPLING, named));
        }
        this.mesh.run(30);
        assertThat(this.mesh.synchrony("a").outOfStep())
                .as("what is named is enough to lock")
                .noneMatch((peer) -> peer.locking() == Locking.DRIFTING)
                .noneMatch((peer) -> peer.locking() == Locking.CANNOT_LOCK);
    }

    @Test
    void namesThisNodeToo() {
        this.mesh.add("a", 3, K, 0).add("b", 1, K, 0).add("c", 1, K, 0).run(5);
        assertThat(guidance().cannotLock()).containsExactly("a");
    }

    @Test
    void namesAFewOfMany() {
        this.mesh.add("a", 1, K, 0);
        for (int i = 0; i < 6; i++) {
            this.mesh.add("p" + i, 10 + 10 * i, K, 0);
        }
        this.mesh.run(5);
        assertThat(guidance().cannotLock()).hasSize(7);
        assertThat(guidance().sentences().get(0)).startsWith("K too low: no two nodes can lock.");
        this.mesh.add("b", 1, K, 0).run(5);
        assertThat(guidance().sentences().get(0))
                .startsWith("K too low: p0, p1, p2 and 3 more cannot lock.");
    }

    @Test
    void withoutCouplingThereIsNothingToLockBy() {
        this.mesh.add("a", 1, 0, 0).add("b", 1.1, 0, 2).run(12);
        Guidance guidance = guidance();
        assertThat(guidance.couplingMargin()).hasValue(0);
        assertThat(guidance.cannotLock()).containsExactly("a", "b");
        assertThat(guidance.sentences())
                .containsExactly(
                        "The coupling is 0, so no peer pulls this node. Set it above 0.629 rad/s");
    }

    @Test
    void noiseNeedsACouplingOfItsOwn() {
        this.mesh.add("a", 1, K, 0).add("b", 1, K, 0).run(5);
        set("a", SettingsChange.of(Setting.NOISE, 2.0));
        assertThat(guidance().sentences())
                .anyMatch((sentence) -> sentence.contains("up to K = 2D = 4 rad/s, and K is 2.5"));
    }

    @Test
    void aLockedPeerMayBeFarAllTheSame() {
        this.mesh.add("a", 1, K, 0).add("b", 1 + 0.9 * K / Phases.TURN, K, 0).run(30);
        assertThat(this.mesh.locking("a", "b")).isEqualTo(Locking.APART);
        assertThat(guidance().cannotLock()).isEmpty();
        assertThat(guidance().sentences())
                .containsExactly(
                        "Locked but an eighth of a turn or more apart: b. Raise K, or bring the natural frequencies closer");
    }

    @Test
    void aMutedPeerCountsForNothing() {
        this.mesh.add("a", 1, K, 0).add("b", 3, K, 0).run(5);
        this.mesh.command("a", new Command.OverridePeer("b", null, true));
        this.mesh.run(1);
        assertThat(guidance().criticalCoupling()).isEmpty();
        assertThat(guidance().sentences())
                .containsExactly(
                        "No peer has weight in this node's sum, so the node keeps its own frequency",
                        "Muted on this node: b. Unmute a peer to give it weight again");
    }

    private Guidance guidance() {
        return Guidance.of(this.mesh.synchrony("a"));
    }

    private void set(String nodeId, SettingsChange change) {
        this.mesh.command(nodeId, new Command.ChangeSettings(null, change));
    }
}
