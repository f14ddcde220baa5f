package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.gossip.DiscoveryFixture.SECOND;
import static org.chorusmesh.gossip.DiscoveryFixture.texts;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the addresses follow the instances of a service in a directory. */
class ServiceDiscoveryTests {

    private final DiscoveryFixture fixture = new DiscoveryFixture();

    @Test
    void theInstancesOfAServiceComeAndGo() {
        Discovery discovery = this.fixture.discovery("discovery:beat");
        this.fixture.step(discovery);
        assertThat(discovery.unresolved()).containsExactly("discovery:beat");
        assertThat(discovery.isBlind()).isTrue();
        instances("127.0.0.1", "127.0.0.2");
        this.fixture.advance(discovery, SECOND);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:5690", "127.0.0.2:5690");
        assertThat(discovery.addresses().values()).containsOnly("discovery:beat");
        assertThat(discovery.isComplete()).isTrue();

        instances("127.0.0.2", "127.0.0.3");
        this.fixture.advance(discovery, 3 * SECOND);
        assertThat(texts(discovery)).contains("127.0.0.1:5690", "127.0.0.3:5690");
        this.fixture.advance(discovery, 3 * SECOND);
        this.fixture.advance(discovery, 3 * SECOND);
        assertThat(texts(discovery)).containsExactly("127.0.0.2:5690", "127.0.0.3:5690");
    }

    @Test
    void aDirectoryThatFailsOrEmptiesTakesNothingAway() {
        Discovery discovery = this.fixture.discovery("discovery:beat");
        instances("127.0.0.1");
        this.fixture.step(discovery);
        instances();
        for (int i = 0; i < 20; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        this.fixture.services.clear();
        for (int i = 0; i < 20; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).containsExactly("127.0.0.1:5690");
    }

    private void instances(String... hosts) {
        this.fixture.services.put(
                "beat",
                Stream.of(hosts).map((host) -> new PeerDirectory.Instance(host, null)).toList());
    }
}
