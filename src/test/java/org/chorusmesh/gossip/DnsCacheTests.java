package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.NodeIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsCacheTests {

    private static final String POSITIVE = "networkaddress.cache.ttl";
    private static final String NEGATIVE = "networkaddress.cache.negative.ttl";

    @AfterEach
    void shorten() {
        Security.setProperty(POSITIVE, "1");
        Security.setProperty(NEGATIVE, "1");
    }

    @Test
    void whatTheJdkShipsWithIsShortenedToASecond() {
        Security.setProperty(NEGATIVE, "10");
        DnsCache.keepShort();
        assertThat(Security.getProperty(POSITIVE)).isEqualTo("1");
        assertThat(Security.getProperty(NEGATIVE)).isEqualTo("1");
    }

    /** The cache is that of the whole application, which may embed a node. */
    @Test
    void gossipLeavesItAlone() {
        Security.setProperty(NEGATIVE, "10");
        NodeIdentity identity = new NodeIdentity("dns", "node", new Boot(1, 1));
        GossipConfiguration configuration =
                new GossipConfiguration("127.0.0.1:0", List.of("localhost:1"), List.of(), 1000, 0);
        try (ZmqGossip gossip = new ZmqGossip(identity, configuration)) {
            gossip.start();
            assertThat(Security.getProperty(NEGATIVE)).isEqualTo("10");
        }
    }

    @Test
    void whatTheOperatorHasSetStays() {
        Security.setProperty(POSITIVE, "60");
        Security.setProperty(NEGATIVE, "0");
        DnsCache.keepShort();
        assertThat(Security.getProperty(POSITIVE)).isEqualTo("60");
        assertThat(Security.getProperty(NEGATIVE)).isEqualTo("0");
    }
}
