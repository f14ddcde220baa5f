package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ServiceSourceTests {

    private final Map<String, List<InetAddress>> zone = new HashMap<>();
    private List<PeerDirectory.Instance> instances = new ArrayList<>();
    private Throwable failure;

    @Test
    void anInstanceHasItsOwnPortOrTheOneConfiguredOrThatOfThisNode() throws UnknownHostException {
        this.instances.add(new PeerDirectory.Instance("127.0.0.1", "7001"));
        this.instances.add(new PeerDirectory.Instance("127.0.0.1", "7002"));
        this.instances.add(new PeerDirectory.Instance("127.0.0.2", null));
        assertThat(found(source("discovery:beat:7000", 5690)))
                .containsExactly("127.0.0.1:7001", "127.0.0.1:7002", "127.0.0.2:7000");
        assertThat(found(source("discovery:beat", 5690))).contains("127.0.0.2:5690");
        assertThat(found(source("discovery:beat", 0)))
                .containsExactly("127.0.0.1:7001", "127.0.0.1:7002");
    }

    @Test
    void hostsMayBeNamesAndIpv6() throws UnknownHostException {
        this.instances.add(new PeerDirectory.Instance("::1", null));
        this.instances.add(new PeerDirectory.Instance("[::2]", null));
        this.instances.add(new PeerDirectory.Instance("a.example", null));
        this.instances.add(new PeerDirectory.Instance("unknown.example", null));
        this.zone.put("a.example", List.of(GossipFixture.loopback(7)));
        assertThat(found(source("discovery:beat", 1)))
                .containsExactly("[0:0:0:0:0:0:0:1]:1", "[0:0:0:0:0:0:0:2]:1", "127.0.0.7:1");
    }

    @Test
    void manyHostNamesAreLookedUpInParts() throws UnknownHostException {
        for (int i = 0; i < 100; i++) {
            this.instances.add(new PeerDirectory.Instance("host-" + i, null));
            this.zone.put("host-" + i, List.of(GossipFixture.loopback(1 + i)));
        }
        PeerSource source = source("discovery:beat", 1);
        PeerSource.Answer part = source.find();
        assertThat(part.whole()).isFalse();
        assertThat(part.addresses()).hasSize(NamesInTurn.NAMES_AT_ONCE);
        PeerSource.Answer all = source.find();
        assertThat(all.whole()).isTrue();
        assertThat(all.addresses()).hasSize(100);
    }

    @Test
    void whatCannotBeDialledIsLeftOutAndSaidOnce(CapturedOutput output)
            throws UnknownHostException {
        this.instances.add(new PeerDirectory.Instance("127.0.0.1", null));
        for (String host :
                List.of("", " ", "no host", "0.0.0.0", "[::g]", "a\nb", "x".repeat(999))) {
            this.instances.add(new PeerDirectory.Instance(host, null));
        }
        for (String port : List.of("", "0", "-1", "x", "65536", "7000\n", "9".repeat(999))) {
            this.instances.add(new PeerDirectory.Instance("127.0.0.2", port));
        }
        this.instances.add(null);
        PeerSource source = source("discovery:beat", 1);
        assertThat(found(source)).containsExactly("127.0.0.1:1");
        assertThat(found(source)).containsExactly("127.0.0.1:1");
        assertThat(output).containsOnlyOnce("15 of the 16 instances of discovery:beat cannot");
        this.instances.subList(1, this.instances.size()).clear();
        source.find();
        this.instances.add(new PeerDirectory.Instance("", null));
        source.find();
        assertThat(output).containsOnlyOnce("1 of the 2 instances of discovery:beat cannot");
    }

    @Test
    void anAbsurdAnswerIsNotFollowedToItsEnd(CapturedOutput output) throws UnknownHostException {
        for (int i = 0; i < 20_000; i++) {
            this.instances.add(
                    new PeerDirectory.Instance("10.1.%d.%d".formatted(i >> 8, i & 255), null));
        }
        assertThat(source("discovery:beat", 1).find().addresses())
                .hasSize(ServiceSource.MAX_INSTANCES);
        assertThat(output).contains("3616 of the 20000 instances");
    }

    @Test
    void noInstanceIsNoAnswer() {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(source("discovery:beat", 1)::find);
    }

    @Test
    void aDirectoryThatFailsIsSaidOnceUntilItAnswersAgain(CapturedOutput output)
            throws UnknownHostException {
        this.instances = null;
        PeerSource source = source("discovery:beat", 1);
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(UnknownHostException.class).isThrownBy(source::find);
        }
        assertThat(output).containsOnlyOnce("No answer for the peers discovery:beat");
        this.instances = List.of(new PeerDirectory.Instance("127.0.0.1", null));
        assertThat(found(source)).hasSize(1);
        this.instances = null;
        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(source::find);
        assertThat(output.getOut().split("No answer for the peers", -1)).hasSize(3);
    }

    static Stream<Throwable> failuresOfAClient() {
        return Stream.of(
                new IllegalStateException("closed"),
                new NoClassDefFoundError("com/example/Client"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("failuresOfAClient")
    void aDirectoryMayFailInAnyWay(Throwable failure, CapturedOutput output)
            throws UnknownHostException {
        this.failure = failure;
        PeerSource source = source("discovery:beat", 1);
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(UnknownHostException.class).isThrownBy(source::find);
        }
        assertThat(output).containsOnlyOnce("No answer for the peers discovery:beat");
        this.failure = null;
        this.instances.add(new PeerDirectory.Instance("127.0.0.1", null));
        assertThat(found(source)).containsExactly("127.0.0.1:1");
    }

    @Test
    void withoutADirectoryThereIsNoSource() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new PeerSources(this::lookup, null, 1, () -> 0)
                                        .of(new ServiceName("beat", 0)))
                .withMessageContaining("'discovery:beat' needs a directory");
    }

    private PeerSource source(String text, int ownPort) {
        return new PeerSources(this::lookup, this::instances, ownPort, () -> 0)
                .of((ServiceName) PeerEntry.parse(text));
    }

    private List<PeerDirectory.Instance> instances(String service) {
        if (this.failure instanceof Error error) {
            throw error;
        }
        if (this.failure instanceof RuntimeException exception) {
            throw exception;
        }
        return this.instances;
    }

    private List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> ips = this.zone.get(host);
        if (ips == null) {
            throw new UnknownHostException(host);
        }
        return ips;
    }

    private static List<String> found(PeerSource source) throws UnknownHostException {
        return source.find().addresses().keySet().stream().map(Address::toString).toList();
    }
}
