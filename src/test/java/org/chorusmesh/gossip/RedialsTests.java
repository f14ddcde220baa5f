package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedialsTests {

    private static final long LIMIT = 1000;

    private final List<FakeConnection> dialled = new ArrayList<>();
    private final List<WantedAddress> all = new ArrayList<>();
    private final Redials redials = new Redials();
    private double health = 1;
    private long now;

    /** Addresses whose first connections have delivered once. */
    private void heard(int count) {
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            Address address = new Address(GossipFixture.loopback(1), 7000 + i);
            this.all.add(new WantedAddress(address, this::dial, random, false));
        }
        round();
        assertThat(this.dialled).hasSize(count);
        this.dialled.forEach((line) -> line.frames++);
        round();
    }

    private Connection dial(Address address, boolean probing) {
        FakeConnection line = new FakeConnection(address, probing);
        line.contact = Contact.GREETED;
        this.dialled.add(line);
        return line;
    }

    private void round() {
        this.redials
                .begin(this.all, this.now, this.health)
                .forEach((each) -> each.tick(this.now, LIMIT, this.redials));
    }

    private long dials(int port) {
        return this.dialled.stream().filter((line) -> line.address.port() == port).count();
    }

    @Test
    void ofManyThatFallSilentAtOnceAFewAreDialledAgain() {
        heard(12);
        this.now += LIMIT;
        round();
        assertThat(this.dialled).hasSize(12 + 4);
        this.now += LIMIT / 10;
        round();
        assertThat(this.dialled).hasSize(12 + 4);
        // As soon as these deliver, others follow.
        this.dialled.subList(12, 16).forEach((line) -> line.frames++);
        round();
        round();
        assertThat(this.dialled).hasSize(12 + 4 + 4);
    }

    @Test
    void aLargeFullMeshDialsAQuarterAtATime() {
        heard(100);
        this.now += LIMIT;
        round();
        assertThat(this.dialled).hasSize(100 + 25);
    }

    @Test
    void aStarvedNodeDialsOneAtATime() {
        heard(12);
        this.health = 5;
        this.now += LIMIT;
        round();
        assertThat(this.dialled).hasSize(12 + 1);
        for (int i = 0; i < 40; i++) {
            this.now += LIMIT;
            round();
        }
        // Each in its turn, though none delivers.
        assertThat(
                        this.dialled.stream()
                                .skip(12)
                                .map((line) -> line.address.port())
                                .distinct()
                                .count())
                .isGreaterThan(3);
    }

    @Test
    void deadAddressesLeavePlacesForOthers() {
        heard(12);
        // 7000 to 7010 stay silent; 7011 goes on for a while.
        for (int i = 0; i < 40; i++) {
            this.now += LIMIT / 2;
            this.dialled.get(11).frames++;
            round();
        }
        assertThat(dials(7011)).isEqualTo(1);
        this.now += LIMIT;
        round();
        this.now += LIMIT / 20;
        round();
        assertThat(dials(7011)).isEqualTo(2);
    }

    @Test
    void theFirstDialOfAnAddressNeedsNoPermit() {
        heard(40);
        assertThat(this.dialled).hasSize(40);
    }
}
