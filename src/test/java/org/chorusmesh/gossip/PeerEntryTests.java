package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerEntryTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:7000",
                "[::1]:7000",
                "mesh:7000",
                "discovery:7000",
                "beat-[0-199].beat-gossip:5690",
                "[0-9].mesh:1",
                "10.0.0.[1-254]:7000",
                "discovery:beat",
                "discovery:beat:5690",
                "discovery:a/b_c.d-1:5690"
            })
    void readsAndWritesTheSameText(String text) {
        assertThat(PeerEntry.parse(text)).hasToString(text);
    }

    @Test
    void aHostCalledDiscoveryIsStillOne() {
        assertThat(PeerEntry.parse("discovery:7000")).isEqualTo(new Endpoint("discovery", 7000));
    }

    @Test
    void aServiceHasANameAndMayHaveAPort() {
        assertThat(PeerEntry.parse("discovery:beat")).isEqualTo(new ServiceName("beat", 0));
        assertThat(PeerEntry.parse("discovery:beat:1")).isEqualTo(new ServiceName("beat", 1));
    }

    @Test
    void aRangeHasEachHostOnce() {
        assertThat(hosts("beat-[8-11].mesh:7000"))
                .containsExactly("beat-8.mesh", "beat-9.mesh", "beat-10.mesh", "beat-11.mesh");
        assertThat(hosts("n[7-7]:7000")).containsExactly("n7");
        assertThat(hosts("n[0-2047]:7000")).hasSize(NameRange.MAX_HOSTS).doesNotHaveDuplicates();
    }

    @Test
    void leadingZerosGiveAllNumbersTheirWidth() {
        assertThat(hosts("n[08-11]:7000")).containsExactly("n08", "n09", "n10", "n11");
        assertThat(hosts("n[0-1]:7000")).containsExactly("n0", "n1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "mesh|has no port",
                "mesh:0|its port is 0",
                "discovery:|has no valid port",
                "discovery::7000|has no valid name of a service",
                "discovery:no name|has no valid name of a service",
                "discovery:beat:|has no valid port",
                "discovery:beat:0|its port is 0",
                "discovery:beat:65536|has no valid port: 65536 is above 65535",
                "discovery:beat:70:7|has no valid port",
                "n[0-9]|has no port",
                "n[0-9]:0|its port is 0",
                "n[9-0]:7000|is an empty range: 9 is above 0",
                "n[0-2048]:7000|has 2049 hosts, and may have 2048",
                "n[0-999999999]:7000|has 1000000000 hosts, and may have 2048",
                "n[0-9999999999]:7000|is not a range of hosts",
                "n[0-]:7000|is not a range of hosts",
                "n[-1-2]:7000|is not a range of hosts",
                "n[a-b]:7000|is not a range of hosts",
                "n[0-1][0-1]:7000|is not a range of hosts",
                "n[0-9:7000|is not a range of hosts",
                "n[00-100]:7000|must have numbers of one width",
                "n [0-9]:7000|has no valid host name",
                "10.0.0.[250-260]:7000|has no valid IPv4 address",
                "tcp://[::1]:7000|is not a range of hosts"
            })
    void namesWhatIsWrong(String text, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerEntry.parse(text))
                .withMessageContaining(fault);
    }

    private static List<String> hosts(String range) {
        return assertThat(PeerEntry.parse(range))
                .asInstanceOf(type(NameRange.class))
                .actual()
                .endpoints()
                .stream()
                .map(Endpoint::host)
                .toList();
    }
}
