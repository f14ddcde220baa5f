package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.gossip.DiscoveryFixture.ONE;
import static org.chorusmesh.gossip.DiscoveryFixture.SECOND;
import static org.chorusmesh.gossip.DiscoveryFixture.TWO;
import static org.chorusmesh.gossip.DiscoveryFixture.texts;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the hosts of a range are looked up, and when a range is complete. */
class RangeDiscoveryTests {

    private final DiscoveryFixture fixture = new DiscoveryFixture();

    @Test
    void aRangeIsCompleteOnceEachHostHasBeenAskedForAndOneIsKnown() {
        Discovery discovery = this.fixture.discovery("node-[0-199].mesh:7000");
        assertThat(discovery.unresolved()).containsExactly("node-[0-199].mesh:7000");
        this.fixture.zone.put("node-3.mesh", List.of(ONE));
        this.fixture.zone.put("node-150.mesh", List.of(TWO));
        this.fixture.step(discovery);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000");
        assertThat(discovery.isComplete()).isFalse();
        for (int i = 0; i < 3; i++) {
            this.fixture.step(discovery);
        }
        assertThat(new HashSet<>(this.fixture.asked)).hasSize(200);
        assertThat(discovery.addresses().values())
                .containsExactly("node-3.mesh:7000", "node-150.mesh:7000");
        assertThat(discovery.isComplete()).isTrue();
        assertThat(discovery.unresolved()).isEmpty();
    }

    @Test
    void aRangeOfWhichNothingIsKnownIsUnresolved() {
        Discovery discovery = this.fixture.discovery("node-[0-9].mesh:7000");
        for (int i = 0; i < 20; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.unresolved()).containsExactly("node-[0-9].mesh:7000");
        assertThat(discovery.isBlind()).isTrue();
        this.fixture.zone.put("node-9.mesh", List.of(ONE));
        this.fixture.advance(discovery, 3 * SECOND);
        assertThat(discovery.isComplete()).isTrue();
    }

    @Test
    void aLongRangeIsAskedForInPartsAtTheUsualPace() {
        for (int i = 0; i < 1000; i++) {
            this.fixture.zone.put("node-" + i, List.of(ONE));
        }
        Discovery discovery = this.fixture.discovery("node-[0-999]:7000");
        for (int i = 0; i < 16; i++) {
            this.fixture.step(discovery);
        }
        assertThat(discovery.isComplete()).isTrue();
        this.fixture.asked.clear();
        for (int i = 0; i < 100; i++) {
            this.fixture.advance(discovery, SECOND / 10);
        }
        assertThat(this.fixture.asked)
                .hasSizeBetween(3 * NamesInTurn.NAMES_AT_ONCE, 7 * NamesInTurn.NAMES_AT_ONCE)
                .doesNotHaveDuplicates();
    }

    @Test
    void aHostOfARangeThatIsGoneLosesItsAddressAfterAWhile() {
        this.fixture.zone.put("node-0", List.of(ONE));
        this.fixture.zone.put("node-1", List.of(TWO));
        Discovery discovery = this.fixture.discovery("node-[0-9]:7000");
        this.fixture.step(discovery);
        this.fixture.zone.remove("node-1");
        this.fixture.advance(discovery, 3 * SECOND);
        this.fixture.advance(discovery, 3 * SECOND);
        assertThat(discovery.addresses()).hasSize(2);
        for (int i = 0; i < 5; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000");
    }

    @Test
    void aRangeKeepsItsAddressesWhileNoNameServiceAnswers() {
        for (int i = 0; i < 100; i++) {
            this.fixture.zone.put("node-" + i, List.of(GossipFixture.loopback(1 + i)));
        }
        Discovery discovery = this.fixture.discovery("node-[0-199]:7000");
        for (int i = 0; i < 4; i++) {
            this.fixture.step(discovery);
        }
        assertThat(discovery.addresses()).hasSize(100);
        this.fixture.zone.clear();
        for (int i = 0; i < 100; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(100);
        assertThat(discovery.unresolved()).isEmpty();
    }

    @Test
    void aRangeOfNumericHostsNeedsNoLookup() {
        Discovery discovery = this.fixture.discovery("127.0.0.[1-3]:7000", "127.0.0.2:7000");
        assertThat(texts(discovery))
                .containsExactly("127.0.0.1:7000", "127.0.0.2:7000", "127.0.0.3:7000");
        this.fixture.step(discovery);
        assertThat(this.fixture.asked).isEmpty();
        assertThat(discovery.isComplete()).isTrue();
    }
}
