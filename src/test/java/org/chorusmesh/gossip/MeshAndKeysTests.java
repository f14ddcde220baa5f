package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import org.chorusmesh.gossip.GossipFixture.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose reports a node takes: those of its own mesh, under a key it knows. */
class MeshAndKeysTests {

    private final GossipFixture fixture = new GossipFixture();

    @AfterEach
    void close() {
        this.fixture.close();
    }

    @Test
    void meshesThatShareAnAddressDoNotMix() {
        Peer a = this.fixture.node("a").mesh("one").start();
        Peer b = this.fixture.node("b").mesh("two").peers(a.endpoint()).start();
        Peer c = this.fixture.node("c").mesh("one").peers(a.endpoint()).start();
        c.awaitHearing(a);
        b.drain();
        assertThat(b.arrivals).isEmpty();
        assertThat(b.malformed).isZero();
    }

    @Test
    void keysCanBeRotatedNodeByNode() {
        Peer before = this.fixture.node("before").keys("old", "new").start();
        Peer after = this.fixture.node("after").keys("new", "old").peers(before.endpoint()).start();
        Peer later = this.fixture.node("later").keys("new").peers(after.endpoint()).start();
        after.awaitHearing(before);
        later.awaitHearing(after);
        assertThat(after.unauthenticated + later.unauthenticated).isZero();
    }

    @Test
    void aWrongKeyIsCountedAndNothingElse() {
        Peer a = this.fixture.node("a").keys("right").start();
        Peer wrong = this.fixture.node("wrong").keys("wrong").peers(a.endpoint()).start();
        Peer none = this.fixture.node("none").peers(a.endpoint()).start();
        Peer right = this.fixture.node("right").keys("right").peers(a.endpoint()).start();
        right.awaitHearing(a);
        GossipFixture.await()
                .untilAsserted(
                        () -> {
                            a.publish();
                            wrong.drain();
                            none.drain();
                            assertThat(wrong.unauthenticated).isGreaterThan(3);
                            assertThat(none.malformed).isGreaterThan(3);
                        });
        assertThat(wrong.arrivals).isEmpty();
        assertThat(wrong.malformed).isZero();
        assertThat(none.arrivals).isEmpty();
        assertThat(none.unauthenticated).isZero();
    }
}
