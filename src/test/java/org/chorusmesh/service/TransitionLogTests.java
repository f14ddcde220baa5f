package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link TransitionLog}. */
@ExtendWith(OutputCaptureExtension.class)
class TransitionLogTests {

    private final FakeGossip gossip = new FakeGossip();

    private final ChorusNode node =
            TestNodes.node(TestNodes.configuration("transient", TestNodes.QUICK), this.gossip);

    @AfterEach
    void stop() {
        this.node.stop();
    }

    @Test
    void tellsOnceOfEachState(CapturedOutput output) {
        this.node.start();
        await().until(() -> this.node.snapshot().lamport() > 5);
        this.node.stop();
        assertThat(count(output, "Node transient is running")).isOne();
        assertThat(count(output, "Node transient has said goodbye")).isOne();
    }

    @Test
    void warnsOnceOfASlowPeer(CapturedOutput output) {
        VirtualNode virtual = new VirtualNode();
        virtual.setPeriod(50_000_000L);
        virtual.step(50, "sloth");
        assertThat(
                        count(
                                output,
                                "Peer sloth reports every 50 ms, which is too seldom for the TTL of 200 ms"))
                .isOne();
    }

    @Test
    void warnsOfAnotherNodeUnderItsId(CapturedOutput output) {
        this.node.start();
        FakePeer rival = new FakePeer(this.gossip, "transient", new Boot(1, 1));
        rival.speak(1);
        await().until(() -> count(output, "Another node uses the id transient") == 1);
    }

    @Test
    void hasOneLineForEachPeerThatComesRestartsAndGoes(CapturedOutput output) {
        VirtualNode virtual = new VirtualNode();
        virtual.step(10, "b");
        virtual.step(100, "b", "c");
        virtual.step(100, "b");
        assertThat(virtual.size()).isEqualTo(1);
        virtual.restart("b");
        virtual.step(100, "b");
        virtual.sayGoodbye("b");
        virtual.step(10);
        assertThat(peerLines(output))
                .containsExactly(
                        "peer b is live; 1 in the table",
                        "peer c is live; 2 in the table",
                        "peer c has been silent for one TTL and is evicted; 1 in the table",
                        "peer b has restarted, with incarnation 1001",
                        "peer b is live; 1 in the table",
                        "peer b has left; 0 in the table");
    }

    @Test
    void tellsWhatTheOperatorDoesToAPeer(CapturedOutput output) {
        VirtualNode virtual = new VirtualNode();
        virtual.step(10, "b");
        virtual.command(new Command.OverridePeer("b", null, true));
        virtual.step(10, "b");
        virtual.command(new Command.OverridePeer("b", null, false));
        virtual.step(10, "b");
        virtual.command(new Command.ForgetPeer("b"));
        assertThat(peerLines(output))
                .containsExactly(
                        "peer b is live; 1 in the table",
                        "peer b is muted",
                        "peer b is live; 1 in the table",
                        "peer b is forgotten until its next report; 0 in the table");
    }

    @Test
    void namesAPeerThatDoesNotHearThisNode(CapturedOutput output) {
        VirtualNode virtual = new VirtualNode();
        virtual.stopAnswering();
        virtual.step(100, "deaf");
        assertThat(peerLines(output)).containsExactly("peer deaf does not hear this node");
    }

    @Test
    void saysNothingOfAPeerThatNeedNotHearThisNodeUntilItShould(CapturedOutput output) {
        VirtualNode virtual = new VirtualNode();
        virtual.stopAnswering();
        virtual.excuse("new");
        virtual.step(100, "new");
        assertThat(peerLines(output)).isEmpty();
        virtual.excuse();
        virtual.step(1, "new");
        assertThat(peerLines(output)).containsExactly("peer new does not hear this node");
    }

    @Test
    void hostileTrafficCannotFillTheLog(CapturedOutput output) {
        VirtualNode virtual = new VirtualNode();
        int steps = 12_000;
        for (int i = 0; i < steps; i++) {
            virtual.step(1, "forged-" + i);
        }
        assertThat(virtual.evicted()).isGreaterThan(1000);
        long seconds = steps * VirtualNode.STEP_NANOS / 1_000_000_000L;
        int lines =
                peerLines(output).size() + count(output, "more changes of peers were not logged");
        assertThat(lines).isBetween(LogBudget.BURST, LogBudget.BURST + (int) seconds / 10);
        assertThat(count(output, "more changes of peers were not logged"))
                .as("one every ten seconds, the first ten from the flood's beginning")
                .isEqualTo((int) seconds / 10 - 1);
    }

    @Test
    void tellsHowMuchItLeftOutOnceTheFloodIsOver(CapturedOutput output) {
        LogBudget budget = new LogBudget(LoggerFactory.getLogger("flood"), "things");
        int written = 0;
        for (int i = 0; i < LogBudget.BURST + 7; i++) {
            written += budget.spend(5) ? 1 : 0;
        }
        assertThat(written).isEqualTo(LogBudget.BURST);
        budget.settle(5 + LogBudget.NANOS_PER_LINE - 1);
        assertThat(output).doesNotContain("not logged");
        budget.settle(5 + LogBudget.NANOS_PER_LINE);
        assertThat(output).containsOnlyOnce("7 more things were not logged");
        assertThat(budget.spend(6 + LogBudget.NANOS_PER_LINE)).isFalse();
    }

    private static List<String> peerLines(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter((line) -> line.contains("Node virtual: peer "))
                .map((line) -> line.substring(line.indexOf("peer ")))
                .toList();
    }

    /** A node with its log on a clock of the test's, among peers that the test makes up. */
    private static final class VirtualNode {

        static final long STEP_NANOS = 10_000_000L;

        private final NodeConfiguration configuration =
                TestNodes.configuration("virtual", TestNodes.QUICK);
        private final Node node = new Node(this.configuration, new SplittableRandom(1), 0);
        private final TransitionLog log = new TransitionLog(new NodeEvents(InstantSource.system()));
        private final SynchronyWatch watch = new SynchronyWatch(0);
        private long nowNanos;
        private long incarnation = 1000;
        private boolean answering = true;
        private long periodNanos = STEP_NANOS;
        private Set<String> excused = Set.of();

        /** Some steps, in each of which these peers report. */
        void step(int steps, String... peers) {
            for (int i = 0; i < steps; i++) {
                this.nowNanos += STEP_NANOS;
                step(Arrays.stream(peers).map((peer) -> report(peer, false)).toList());
            }
        }

        void sayGoodbye(String peer) {
            this.nowNanos += STEP_NANOS;
            step(List.of(report(peer, true)));
        }

        void restart(String peer) {
            assertThat(this.node.snapshot().peers()).extracting("nodeId").contains(peer);
            this.incarnation++;
        }

        void excuse(String... peers) {
            this.excused = Set.of(peers);
        }

        void stopAnswering() {
            this.answering = false;
        }

        /** What the peers say of how often they report. */
        void setPeriod(long nanos) {
            this.periodNanos = nanos;
        }

        long size() {
            return this.node.snapshot().peers().size();
        }

        long evicted() {
            return this.node.snapshot().evicted();
        }

        void command(Command command) {
            this.nowNanos += STEP_NANOS;
            step(List.of(), List.of(command));
        }

        private void step(List<Report> reports) {
            step(reports, List.of());
        }

        private void step(List<Report> reports, List<Command> commands) {
            this.node.step(
                    this.nowNanos,
                    Inbound.of(
                            reports.stream()
                                    .map((report) -> new Arrival(report, this.nowNanos))
                                    .toList()),
                    commands);
            this.log.look(
                    this.watch.look(this.node.snapshot(), this.node.stepState().wakingNanos()),
                    commands,
                    this.excused);
        }

        private Report report(String peer, boolean goodbye) {
            long bits = this.configuration.identity().boot().bits();
            return new Report(
                    peer,
                    new Boot(this.incarnation, 7),
                    this.nowNanos,
                    this.nowNanos,
                    this.periodNanos,
                    1,
                    6,
                    6,
                    false,
                    goodbye,
                    this.answering ? List.of(new Echo(bits, this.nowNanos, 0)) : List.of());
        }
    }

    private static int count(CapturedOutput output, String text) {
        return output.getAll().split(java.util.regex.Pattern.quote(text), -1).length - 1;
    }
}
