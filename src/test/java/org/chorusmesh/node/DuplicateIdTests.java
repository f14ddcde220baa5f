package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two boots under one id: the smaller gives way, but not to a single frame. */
class DuplicateIdTests {

    private static final Reports GREATER = Reports.B.id("a").boot(2001, 1);

    private static final Reports SMALLER = Reports.B.id("a").boot(1999, 1);

    private static boolean publishes(TestNode node) {
        boolean published = false;
        for (int i = 0; i < 10; i++) {
            published |= node.step(10).report() != null;
        }
        return published;
    }

    @Test
    void theSmallerFallsSilentAfterThreeReportsOfTheGreaterAndResumesOneTtlAfterTheLast() {
        TestNode node = new TestNode();
        node.judge(GREATER.lamport(1).build());
        node.judge(GREATER.lamport(2).build());
        assertThat(publishes(node)).isTrue();
        node.judge(GREATER.lamport(3).build());
        assertThat(node.node.state()).isEqualTo(NodeState.SILENCED);
        assertThat(node.node.snapshot().duplicateIdSeen()).isTrue();
        assertThat(publishes(node)).isFalse();
        node.idle(1900);
        assertThat(node.node.state()).isEqualTo(NodeState.SILENCED);
        node.idle(20);
        assertThat(node.node.state()).isEqualTo(NodeState.RUNNING);
        assertThat(publishes(node)).isTrue();
        assertThat(node.node.snapshot().duplicateIdSeen()).isFalse();
    }

    @Test
    void oneRepeatedFrameSilencesNoNode() {
        TestNode node = new TestNode();
        for (int i = 0; i < 20; i++) {
            node.judge(GREATER.lamport(5).build());
        }
        assertThat(node.node.state()).isEqualTo(NodeState.RUNNING);
        assertThat(node.node.snapshot().duplicateIdSeen()).isTrue();
    }

    @Test
    void reportsThatFallOrAreFurtherApartThanATtlProveNothing() {
        TestNode node = new TestNode();
        node.judge(GREATER.lamport(9).build());
        node.judge(GREATER.lamport(8).build());
        node.judge(GREATER.lamport(7).build());
        assertThat(node.node.state()).isEqualTo(NodeState.RUNNING);
        node.idle(1500);
        node.judge(GREATER.lamport(10).build());
        node.idle(1500);
        node.judge(GREATER.lamport(11).build());
        assertThat(node.node.state()).isEqualTo(NodeState.RUNNING);
    }

    @Test
    void theGreaterGoesOn() {
        TestNode node = new TestNode();
        for (int i = 0; i < 10; i++) {
            node.judge(SMALLER.lamport(i).build());
        }
        assertThat(node.node.state()).isEqualTo(NodeState.RUNNING);
        assertThat(node.node.snapshot().duplicateIdSeen()).isTrue();
    }

    @Test
    void aSmallerBootDoesNotHideTheGreaterOne() {
        TestNode node = new TestNode();
        for (int i = 0; i < 4; i++) {
            node.judge(GREATER.lamport(10 + i).build());
            node.judge(SMALLER.lamport(10 + i).build());
        }
        assertThat(node.node.state()).isEqualTo(NodeState.SILENCED);
    }

    @Test
    void aSilencedNodeLeavesWithoutAWord() {
        TestNode node = new TestNode();
        for (int i = 0; i < 4; i++) {
            node.judge(GREATER.lamport(10 + i).build());
        }
        StepResult last =
                node.node.step(
                        node.now() + 1, Inbound.NOTHING, java.util.List.of(new Command.Leave()));
        assertThat(last.report()).isNull();
        assertThat(node.node.state()).isEqualTo(NodeState.LEFT);
    }
}
