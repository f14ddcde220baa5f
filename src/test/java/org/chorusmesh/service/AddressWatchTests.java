package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.Node;
import org.chorusmesh.peers.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link AddressWatch}, in a node with a TTL of 200 ms under a clock of the test. */
@ExtendWith(OutputCaptureExtension.class)
class AddressWatchTests {

    private static final String LINE =
            "Node watching: no peer is heard at peer.mesh:7000 (10.0.0.7:7000): ";

    private static final long STEP_NANOS = 10_000_000L;

    private static final Boot BOOT = new Boot(1_000, 7);

    private final FakeGossip gossip = new FakeGossip();

    private final Node node =
            new Node(
                    TestNodes.configuration("watching", TestNodes.QUICK),
                    new SplittableRandom(1),
                    0);

    private final AddressWatch watch =
            new AddressWatch(new NodeEvents(InstantSource.system()), InstantSource.system());

    private long nowNanos;

    private boolean talking;

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
        pass(1000);
        assertThat(only().problem()).startsWith(problem);
        assertThat(only().state()).isEqualTo(state);
        assertThat(only().stateNanos()).isGreaterThan(400_000_000L);
        pass(10_000);
        assertThat(count(output, LINE + problem)).isOne();
    }

    @Test
    void nothingIsSaidBeforeTwoTtl(CapturedOutput output) {
        this.gossip.setLink(AddressState.UNAUTHENTICATED, null, null);
        pass(400);
        assertThat(only().problem()).isNull();
        assertThat(output.getAll()).doesNotContain(LINE);
        pass(300);
        assertThat(only().problem()).isNotNull();
        assertThat(output.getAll()).contains(LINE);
    }

    @ParameterizedTest
    @EnumSource(names = {"HEARD", "OWN"})
    void whereAllIsWellNothingIsSaid(AddressState state, CapturedOutput output) {
        this.gossip.setLink(state, peer(), null);
        this.talking = true;
        pass(10_000);
        assertThat(only().state()).isEqualTo(state);
        assertThat(only().problem()).isNull();
        assertThat(output.getAll()).doesNotContain(LINE);
    }

    @Test
    void aPeerThatIsReadAndNotAdmittedIsLogged(CapturedOutput output) {
        this.gossip.setLink(AddressState.HEARD, peer(), null);
        pass(1000);
        assertThat(only().state()).isEqualTo(AddressState.NOT_ADMITTED);
        assertThat(output.getAll()).contains(LINE + "the reports of 'peer' are not admitted");
    }

    @Test
    void aPeerThatWasHeardAndWentIsNoProblemButAWrongKeyIs(CapturedOutput output) {
        this.gossip.setLink(AddressState.HEARD, peer(), null);
        this.talking = true;
        pass(1000);
        this.talking = false;
        this.gossip.setLink(AddressState.UNREACHABLE, null, null);
        pass(10_000);
        assertThat(only().problem()).isNull();
        assertThat(output.getAll()).doesNotContain(LINE);
        this.gossip.setLink(AddressState.UNAUTHENTICATED, null, null);
        pass(1000);
        assertThat(count(output, LINE + "none of this node's keys")).isOne();
    }

    @Test
    void onceAPeerIsHeardThatIsSaidToo(CapturedOutput output) {
        this.gossip.setLink(AddressState.UNREACHABLE, null, null);
        pass(1000);
        assertThat(only().problem()).isNotNull();
        this.gossip.setLink(AddressState.HEARD, peer(), null);
        this.talking = true;
        pass(1000);
        assertThat(only().problem()).isNull();
        assertThat(
                        count(
                                output,
                                "Node watching: peer peer is now heard at peer.mesh:7000"
                                        + " (10.0.0.7:7000)"))
                .isOne();
    }

    /** Two nodes of an overlay may find different addresses for a while. */
    @Test
    void aPeerOfTheOverlayMayBeDeafForHalfAMinute() {
        this.gossip.setOverlay(200, true, true);
        this.gossip.setLink(AddressState.HEARD, peer(), null);
        this.talking = true;
        pass(29_000);
        assertThat(only().deaf()).isFalse();
        assertThat(this.watch.excused()).containsExactly("peer");
        pass(2_000);
        assertThat(only().deaf()).isTrue();
        assertThat(this.watch.excused()).isEmpty();
    }

    private FakePeer peer() {
        return new FakePeer(this.gossip, "peer", BOOT);
    }

    /** Lets the node step, and looks after each step. */
    private void pass(long millis) {
        long endNanos = this.nowNanos + millis * 1_000_000L;
        while (this.nowNanos < endNanos) {
            this.nowNanos += STEP_NANOS;
            List<Arrival> arrivals =
                    this.talking ? List.of(new Arrival(report(), this.nowNanos)) : List.of();
            this.node.step(this.nowNanos, Inbound.of(arrivals), List.of());
            this.watch.look(this.node.snapshot(), this.gossip::status);
        }
    }

    private Report report() {
        return new Report(
                "peer",
                BOOT,
                this.nowNanos,
                this.nowNanos,
                STEP_NANOS,
                1,
                6,
                6,
                false,
                false,
                List.of());
    }

    private DialledAddress only() {
        assertThat(this.watch.addresses()).hasSize(1);
        return this.watch.addresses().get(0);
    }

    private static int count(CapturedOutput output, String line) {
        return output.getAll().split(java.util.regex.Pattern.quote(line), -1).length - 1;
    }
}
