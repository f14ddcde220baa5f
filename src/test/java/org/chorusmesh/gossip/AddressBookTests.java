package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chorusmesh.overlay.Overlay;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the book has nothing to do but to wait for a silence. */
class AddressBookTests {

    private static final long TICK = 100_000_000L;
    private static final long SILENCE = 5 * TICK;
    private static final long TTL = 20 * TICK;

    private final Address own = new Address(GossipFixture.loopback(1), 7000);
    private final Address first = new Address(GossipFixture.loopback(2), 7000);
    private final Address second = new Address(GossipFixture.loopback(3), 7000);
    private final List<FakeConnection> dialled = new ArrayList<>();
    private final LocalHealth health = new LocalHealth();
    private final AddressBook book =
            new AddressBook(
                    Overlay.FULL,
                    (address, probing) -> {
                        FakeConnection connection = new FakeConnection(address, probing);
                        connection.contact = Contact.OPEN;
                        this.dialled.add(connection);
                        return connection;
                    },
                    new OwnAddress(
                            Endpoint.parse("127.0.0.1:7000"), NameService.system(), () -> this.own),
                    new Random(1));
    private long now;

    @BeforeEach
    void findOwnAddressAndTwoPeers() {
        this.book.find(Map.of(this.own, "own", this.first, "first", this.second, "second"));
        tick();
        tick();
        assertThat(this.dialled).hasSize(2);
    }

    private void tick() {
        this.now += TICK;
        this.book.tick(this.now, SILENCE, TTL, this.health);
    }

    private void deliverAndTick() {
        this.dialled.get(0).deliver();
        this.dialled.get(1).deliver();
        tick();
    }

    @Test
    void isCalmOnceEveryAddressIsHeardOrItsOwn() {
        assertThat(this.book.isCalm()).isFalse();
        this.dialled.get(0).deliver();
        tick();
        assertThat(this.book.isCalm()).isFalse();
        deliverAndTick();
        assertThat(this.book.isCalm()).isTrue();
    }

    @Test
    void isNotCalmWhileAnAddressIsDialledAgain() {
        deliverAndTick();
        while (this.dialled.size() == 2) {
            assertThat(this.book.isCalm()).isTrue();
            this.dialled.get(0).deliver();
            tick();
        }
        assertThat(this.book.isCalm()).isFalse();
        this.dialled.get(2).deliver();
        this.dialled.get(0).deliver();
        tick();
        assertThat(this.book.isCalm()).isTrue();
    }

    @Test
    void isNotCalmOnceAnAddressIsNew() {
        deliverAndTick();
        Address third = new Address(GossipFixture.loopback(4), 7000);
        this.book.find(
                Map.of(
                        this.own,
                        "own",
                        this.first,
                        "first",
                        this.second,
                        "second",
                        third,
                        "third"));
        deliverAndTick();
        assertThat(this.book.isCalm()).isFalse();
    }
}
