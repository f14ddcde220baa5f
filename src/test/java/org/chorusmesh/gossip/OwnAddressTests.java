package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.gossip.GossipFixture.onlyLink;

import java.io.IOException;
import org.chorusmesh.FreePorts;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.chorusmesh.node.Command.AddressesKnown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a node recognises its own address among those of its peers. */
class OwnAddressTests {

    private final GossipFixture fixture = new GossipFixture();

    @AfterEach
    void close() {
        this.fixture.close();
    }

    @Test
    void itsOwnAddressAmongThePeersIsRecognisedAndNotDialled() {
        String endpoint = "127.0.0.1:" + FreePorts.next();
        Peer a = this.fixture.node("a").bind(endpoint).peers(endpoint, "127.0.0.1:1").start();
        assertThat(a.gossip.addresses()).isEqualTo(new AddressesKnown(true, 1));
        assertThat(a.gossip.status().links())
                .anyMatch((link) -> link.state() == AddressState.OWN && link.connections() == 0);
    }

    @Test
    void boundToEveryAddressItsOwnIsRecognisedUnderLoopback() {
        int port = FreePorts.next();
        // Loopback only: nothing outside ever learns of this port.
        Peer a =
                this.fixture
                        .node("a")
                        .bind("0.0.0.0:" + port)
                        .peers("127.0.0.1:" + port, "localhost:" + port)
                        .start();
        assertThat(a.gossip.addresses()).isEqualTo(new AddressesKnown(true, 0));
        assertThat(a.gossip.status().boundEndpoint())
                .endsWith(":" + port)
                .doesNotStartWith("0.0.0.0");
    }

    @Test
    void itsOwnAddressBehindATranslationIsRecognisedByItsOwnReports() throws IOException {
        int port = FreePorts.next();
        String endpoint = "127.0.0.1:" + port;
        try (Proxy proxy = new Proxy(port)) {
            Peer a = this.fixture.node("a").bind(endpoint).peers(proxy.endpoint()).start();
            assertThat(a.gossip.addresses()).isEqualTo(new AddressesKnown(true, 1));
            GossipFixture.await()
                    .until(
                            () -> {
                                a.publish();
                                return a.gossip.addresses().equals(new AddressesKnown(true, 0));
                            });
            assertThat(onlyLink(a).state()).isEqualTo(AddressState.OWN);
            GossipFixture.await()
                    .until(
                            () ->
                                    onlyLink(a).connections() == 0
                                            && proxy.closed() == proxy.accepted());
        }
    }
}
