package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:7000",
                "0.0.0.0:0",
                "255.255.255.255:65535",
                "[::1]:7000",
                "[::]:0",
                "*:7000",
                "localhost:7000",
                "node-1.chorus.svc.cluster.local:7000",
                "node_1:7000",
                "host.:7000"
            })
    void readsAndWritesTheSameText(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "'  '|is empty",
                "node|has no port",
                "[::1]|has no port",
                "node:|has no valid port: ''",
                "node:x|has no valid port: 'x'",
                "node:-1|has no valid port: '-1'",
                "node:+1|has no valid port: '+1'",
                "node:٣|has no valid port",
                "node:65536|has no valid port: 65536 is above 65535",
                "node:700000|has no valid port",
                ":7000|has no host",
                "::1:7000|write an IPv6 address in brackets",
                "[]:7000|has no valid IPv6 address",
                "[::1:7000|write an IPv6 address in brackets",
                "[1.2.3.4]:7000|has no valid IPv6 address",
                "[::g]:7000|has no valid IPv6 address",
                "1.2.3:7000|has no valid IPv4 address",
                "1.2.3.4.:7000|has no valid IPv4 address",
                "256.1.1.1:7000|has no valid IPv4 address",
                "no de:7000|has no valid host name",
                "-node:7000|has no valid host name",
                "a..b:7000|has no valid host name",
                "tcp://node:7000|brackets"
            })
    void namesWhatIsWrong(String text, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node:0", "0.0.0.0:7000", "[::]:7000", "*:7000"})
    void aPeerMustBeSomethingThatCanBeDialled(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parsePeer(text))
                .withMessageContaining("cannot be dialled");
    }

    @Test
    void tellsLoopbackFromTheRestWithoutLookingUpNames() {
        assertThat(Endpoint.parse("127.0.0.1:1").isLoopback()).isTrue();
        assertThat(Endpoint.parse("127.9.9.9:1").isLoopback()).isTrue();
        assertThat(Endpoint.parse("[::1]:1").isLoopback()).isTrue();
        assertThat(Endpoint.parse("LocalHost:1").isLoopback()).isTrue();
        assertThat(Endpoint.parse("0.0.0.0:1").isLoopback()).isFalse();
        assertThat(Endpoint.parse("*:1").isLoopback()).isFalse();
        assertThat(Endpoint.parse("10.0.0.1:1").isLoopback()).isFalse();
        assertThat(Endpoint.parse("some.invalid:1").isLoopback()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7000, 127.0.0.1:7000, true",
        "localhost:7000, 127.0.0.1:7000, true",
        "127.0.0.1:7000, localhost:7000, true",
        "127.0.0.1:7000, 0.0.0.0:7000, true",
        "localhost:7000, *:7000, true",
        "[0::1]:7000, [::1]:7000, true",
        "Node.invalid:7000, node.invalid:7000, true",
        "127.0.0.1:7001, 127.0.0.1:7000, false",
        "127.0.0.2:7000, 127.0.0.1:7000, false",
        "192.0.2.1:7000, 0.0.0.0:7000, false",
        "node.invalid:7000, 0.0.0.0:7000, false",
        "node.invalid:7000, 127.0.0.1:7000, false"
    })
    void knowsADialThatLeadsToWhatIsBound(String dialled, String bound, boolean leads) {
        assertThat(Endpoint.parse(dialled).leadsTo(Endpoint.parse(bound))).isEqualTo(leads);
    }

    @Test
    void localhostIsOneAddress() {
        assertThat(Endpoint.parse("localhost:1").numeric())
                .hasValueSatisfying((ip) -> assertThat(ip.getHostAddress()).isEqualTo("127.0.0.1"));
    }
}
