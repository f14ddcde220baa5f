package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import org.chorusmesh.gossip.GossipFixture.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZmqGossipTests {

    private final GossipFixture fixture = new GossipFixture();

    @AfterEach
    void close() {
        this.fixture.close();
    }

    @Test
    void aNodeHearsThePeerThatItDials() {
        Peer a = this.fixture.node("a").start();
        Peer b = this.fixture.node("b").peers(a.endpoint()).start();
        b.awaitHearing(a);
        assertThat(a.heard("b")).isEmpty();
    }
}
