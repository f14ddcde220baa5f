package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests for which variables of the environment are properties, and what a start says of bad ones.
 */
class BadEnvironmentTests extends BadPropertiesFixture {

    @Test
    void aBlankNameIsNoName() {
        this.runner
                .withInitializer(environment(Map.of("CHORUS_NODE_ID", " ", "CHORUS_MESH", "\t")))
                .run(failsFor("chorus.node-id", "chorus.mesh"));
    }

    @Test
    void findsTyposInTheEnvironment() {
        this.runner
                .withInitializer(
                        environment(
                                Map.of(
                                        "CHORUS_COPLING", "3",
                                        "CHORUS_NODE_ID", "n",
                                        "CHORUS_NODEID", "n",
                                        "CHORUS_GOSSIP_PEERS_0", "127.0.0.1:1",
                                        "CHORUS_HEALTH_MIN_PEERS", "x")))
                .run(failsFor("chorus.copling", "chorus.health.min-peers"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHORUS_SERVICE_HOST | 10.0.0.1",
                "CHORUS_SERVICE_HOST | fd00::1",
                "CHORUS_SERVICE_PORT | 80",
                "CHORUS_SERVICE_PORT_HTTP | 80",
                "CHORUS_PORT | tcp://10.0.0.1:80",
                "CHORUS_GOSSIP_PORT | tcp://10.0.0.1:5690",
                "CHORUS_GOSSIP_PORT | udp://[fd00::1]:5690",
                "CHORUS_GOSSIP_PORT_5690_TCP | tcp://10.0.0.1:5690",
                "CHORUS_GOSSIP_PORT_5690_TCP_PROTO | tcp",
                "CHORUS_GOSSIP_PORT_5690_TCP_PORT | 5690",
                "CHORUS_GOSSIP_PORT_5690_TCP_ADDR | 10.0.0.1",
                "CHORUS_GOSSIP_PORT_5690_SCTP_ADDR | fd00::1",
            })
    void letsKubernetesServiceLinksPass(String variable, String value) {
        this.runner
                .withInitializer(environment(Map.of(variable, value)))
                .run((context) -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHORUS_GOSSIP_PORT | 7000 | chorus.gossip.port",
                "CHORUS_GOSSIP_PORT | '' | chorus.gossip.port",
                "CHORUS_GOSSIP_PORT | 10.0.0.1:5690 | chorus.gossip.port",
                "CHORUS_GOSSIP_PORT | http://10.0.0.1:5690 | chorus.gossip.port",
                "CHORUS_PORT | 8080 | chorus.port",
                "CHORUS_SERVICE_HOST | chorus.example.org | chorus.service.host",
                "CHORUS_SERVICE_PORT | http | chorus.service.port",
                "CHORUS_GOSSIP_PORT_5690_TCP | 5690 | chorus.gossip.port.5690.tcp",
                "CHORUS_GOSSIP_PORT_5690_TCP_ADDR | n1 | chorus.gossip.port.5690.tcp.addr",
                "CHORUS_GOSSIP_PORT_5690_TCP_PROTO | http | chorus.gossip.port.5690.tcp.proto",
                "CHORUS_GOSSIP_PORT_5690_TCP_PORT | tcp | chorus.gossip.port.5690.tcp.port",
            })
    void namesWhatHasTheNameOfAServiceLinkWithoutItsValue(
            String variable, String value, String property) {
        this.runner.withInitializer(environment(Map.of(variable, value))).run(failsFor(property));
    }

    @Test
    void namesAValueInTheEnvironmentWhereOnlyAGroupBelongs() {
        this.runner
                .withInitializer(
                        environment(Map.of("CHORUS_JOURNAL", "out.bin", "CHORUS_GOSSIP", "x")))
                .run(failsFor("chorus.journal", "chorus.gossip"));
    }
}
