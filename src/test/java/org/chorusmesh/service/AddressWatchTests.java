package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.chorusmesh.gossip.AddressState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link AddressWatch}, in a node with a TTL of 200 ms. */
@ExtendWith(OutputCaptureExtension.class)
class AddressWatchTests {

    private static final String LINE =
            "Node me: no peer is heard at peer.mesh:7000 (10.0.0.7:7000): ";

    private final FakeGossip gossip = new FakeGossip();

    private final ChorusNode node = TestNodes.node(this.gossip);

    @AfterEach
    void stop() {
        this.node.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNRESOLVED | no name service knows this name",
                "UNREACHABLE | nothing accepts a connection",
                "NOT_CHORUS | it is not the gossip port of a node",
                "SILENT | it accepts the connection, but sends no reports",
                "OTHER_MESH | it belongs to the mesh 'Test', and this node to 'test'",
                "OTHER_VERSION | this node does not read its wire version",
                "UNAUTHENTICATED | none of this node's keys has signed its reports",
                "MALFORMED | its reports cannot be read",
            })
    void anAddressWithoutAPeerGetsOneWarningThatSaysWhatIsWrong(
            AddressState state, String problem, CapturedOutput output) {
        this.gossip.setLink(state, null, "Test");
        this.node.start();
        await().until(() -> only().problem() != null);
        assertThat(only().problem()).startsWith(problem);
        assertThat(only().state()).isEqualTo(state);
        long steps = this.node.snapshot().lamport();
        await().until(() -> this.node.snapshot().lamport() > steps + 300);
        assertThat(count(output, LINE + problem)).isOne();
        assertThat(only().stateNanos()).isGreaterThan(400_000_000L);
    }

    @Test
    void nothingIsSaidBeforeTwoTtl(CapturedOutput output) {
        ChorusNode slow = TestNodes.node(this.gossip, ChorusNodeTests.PATIENT);
        this.gossip.setLink(AddressState.UNAUTHENTICATED, null, null);
        try {
            slow.start();
            await().until(() -> slow.addresses().size() == 1);
            await().during(Duration.ofSeconds(1))
                    .until(() -> slow.addresses().get(0).problem() == null);
        } finally {
            slow.stop();
        }
        assertThat(output.getAll()).doesNotContain(LINE);
    }

    @ParameterizedTest
    @EnumSource(names = {"HEARD", "OWN"})
    void whereAllIsWellNothingIsSaid(AddressState state, CapturedOutput output) {
        FakePeer peer = new FakePeer(this.gossip, "peer");
        this.gossip.setLink(state, peer, null);
        this.node.start();
        talk(peer, 700);
        assertThat(only().state()).isEqualTo(state);
        assertThat(only().problem()).isNull();
        assertThat(output.getAll()).doesNotContain(LINE);
    }

    @Test
    void aPeerThatIsReadAndNotAdmittedIsLogged(CapturedOutput output) {
        FakePeer peer = new FakePeer(this.gossip, "stranger");
        this.gossip.setLink(AddressState.HEARD, peer, null);
        this.node.start();
        await().until(() -> only().problem() != null);
        assertThat(only().state()).isEqualTo(AddressState.NOT_ADMITTED);
        assertThat(output.getAll()).contains(LINE + "the reports of 'stranger' are not admitted");
    }

    @Test
    void aPeerThatWasHeardAndWentIsNoProblemButAWrongKeyIs(CapturedOutput output) {
        FakePeer peer = new FakePeer(this.gossip, "peer");
        this.gossip.setLink(AddressState.HEARD, peer, null);
        this.node.start();
        talk(peer, 700);
        this.gossip.setLink(AddressState.UNREACHABLE, null, null);
        await().during(Duration.ofMillis(900)).until(() -> only().problem() == null);
        assertThat(output.getAll()).doesNotContain(LINE);
        this.gossip.setLink(AddressState.UNAUTHENTICATED, null, null);
        await().until(() -> count(output, LINE + "none of this node's keys") == 1);
    }

    @Test
    void onceAPeerIsHeardThatIsSaidToo(CapturedOutput output) {
        this.gossip.setLink(AddressState.UNREACHABLE, null, null);
        this.node.start();
        await().until(() -> only().problem() != null);
        FakePeer peer = new FakePeer(this.gossip, "peer");
        this.gossip.setLink(AddressState.HEARD, peer, null);
        talk(peer, 700);
        assertThat(only().problem()).isNull();
        assertThat(
                        count(
                                output,
                                "Node me: peer peer is now heard at peer.mesh:7000"
                                        + " (10.0.0.7:7000)"))
                .isOne();
    }

    private void talk(FakePeer peer, long millis) {
        await().pollInterval(Duration.ofMillis(10))
                .during(Duration.ofMillis(millis))
                .until(
                        () -> {
                            peer.answer(1);
                            return true;
                        });
        await().pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            peer.answer(1);
                            return this.node.addresses().stream()
                                    .noneMatch(
                                            (address) ->
                                                    address.state() == AddressState.NOT_ADMITTED);
                        });
    }

    private DialledAddress only() {
        await().until(() -> this.node.addresses().size() == 1);
        return this.node.addresses().get(0);
    }

    private static int count(CapturedOutput output, String line) {
        return output.getAll().split(java.util.regex.Pattern.quote(line), -1).length - 1;
    }
}
