package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.chorusmesh.causality.Boot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link TransitionLog}. */
@ExtendWith(OutputCaptureExtension.class)
class TransitionLogTests {

    private final FakeGossip gossip = new FakeGossip();

    private final ChorusNode node = TestNodes.node(this.gossip);

    @AfterEach
    void stop() {
        this.node.stop();
    }

    @Test
    void tellsOnceOfEachState(CapturedOutput output) {
        this.node.start();
        await().until(() -> this.node.snapshot().lamport() > 5);
        this.node.stop();
        assertThat(count(output, "Node me is running")).isOne();
        assertThat(count(output, "Node me has said goodbye")).isOne();
    }

    @Test
    void warnsOnceOfASlowPeer(CapturedOutput output) {
        this.node.start();
        FakePeer peer = new FakePeer(this.gossip, "sloth");
        for (int i = 0; i < 3; i++) {
            long before = this.node.snapshot().lamport();
            peer.speak(1);
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> this.node.snapshot().lamport() > before + 5);
        }
        assertThat(
                        count(
                                output,
                                "Peer sloth reports every 50 ms, too seldom for the TTL of 200 ms"))
                .isOne();
    }

    @Test
    void warnsOfAnotherNodeUnderItsId(CapturedOutput output) {
        this.node.start();
        FakePeer rival = new FakePeer(this.gossip, "me", new Boot(1, 1));
        rival.speak(1);
        await().until(() -> count(output, "Another node speaks under the id me") == 1);
    }

    private static int count(CapturedOutput output, String text) {
        return output.getAll().split(java.util.regex.Pattern.quote(text), -1).length - 1;
    }
}
