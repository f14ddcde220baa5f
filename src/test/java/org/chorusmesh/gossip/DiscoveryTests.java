package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.chorusmesh.gossip.DiscoveryFixture.ONE;
import static org.chorusmesh.gossip.DiscoveryFixture.SECOND;
import static org.chorusmesh.gossip.DiscoveryFixture.TWO;
import static org.chorusmesh.gossip.DiscoveryFixture.texts;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** When names are looked up, and which addresses the lookups give. */
@ExtendWith(OutputCaptureExtension.class)
class DiscoveryTests {

    private final DiscoveryFixture fixture = new DiscoveryFixture();

    @Test
    void numericAddressesNeedNoLookup() {
        Discovery discovery =
                this.fixture.discovery("127.0.0.1:7000", "[::1]:7001", "localhost:7000");
        assertThat(discovery.isComplete()).isTrue();
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000", "[0:0:0:0:0:0:0:1]:7001");
        this.fixture.step(discovery);
        assertThat(this.fixture.asked).isEmpty();
    }

    @Test
    void aNameStandsForAllItsAddressesUnderEachOfItsPorts() throws UnknownHostException {
        this.fixture.zone.put("mesh", List.of(ONE, InetAddress.getByName("::1")));
        Discovery discovery = this.fixture.discovery("mesh:7000", "mesh:7001");
        assertThat(discovery.isComplete()).isFalse();
        assertThat(discovery.addresses()).isEmpty();
        this.fixture.step(discovery);
        assertThat(this.fixture.asked).containsExactly("mesh");
        assertThat(discovery.isComplete()).isTrue();
        assertThat(texts(discovery))
                .containsExactlyInAnyOrder(
                        "127.0.0.1:7000",
                        "127.0.0.1:7001",
                        "[0:0:0:0:0:0:0:1]:7000",
                        "[0:0:0:0:0:0:0:1]:7001");
    }

    @Test
    void addressesThatStandForNoSingleMachineAreLeftOut() throws UnknownHostException {
        List<InetAddress> odd = new ArrayList<>();
        for (String address : List.of("0.0.0.0", "::", "224.0.0.1", "ff02::1")) {
            odd.add(InetAddress.getByName(address));
        }
        this.fixture.zone.put("nothing", odd);
        odd = new ArrayList<>(odd);
        odd.add(ONE);
        this.fixture.zone.put("mesh", odd);
        Discovery discovery = this.fixture.discovery("mesh:7000", "nothing:7000");
        this.fixture.step(discovery);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000");
        assertThat(discovery.unresolved()).containsExactly("nothing:7000");
    }

    @Test
    void oneLookupANameIsUnderWayHoweverLongItTakesAndNoOtherWaitsForIt() {
        this.fixture.zone.put("slow", List.of(ONE));
        this.fixture.zone.put("quick", List.of(TWO));
        Discovery discovery = this.fixture.discovery("slow:7000", "quick:7000");
        discovery.tick(this.fixture.now);
        Runnable slow = this.fixture.running.removeFirst();
        this.fixture.running.removeFirst().run();
        discovery.tick(this.fixture.now);
        assertThat(texts(discovery)).containsExactly("127.0.0.2:7000");
        assertThat(discovery.isComplete()).isFalse();
        for (int i = 0; i < 5; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(this.fixture.asked.stream().filter("quick"::equals)).hasSize(6);
        assertThat(this.fixture.asked).doesNotContain("slow");

        slow.run();
        discovery.tick(this.fixture.now);
        assertThat(discovery.isComplete()).isTrue();
        assertThat(discovery.addresses()).hasSize(2);
    }

    @Test
    void namesAreAskedForAgainEveryTwoSecondsOrSo() {
        this.fixture.zone.put("a", List.of(ONE));
        Discovery discovery = this.fixture.discovery("a:7000");
        for (int i = 0; i < 1000; i++) {
            this.fixture.advance(discovery, SECOND / 10);
        }
        assertThat(this.fixture.asked).hasSizeBetween(100 / 3, 100);
    }

    @Test
    void isBlindUntilTheFirstNameIsAnswered() {
        assertThat(this.fixture.discovery("127.0.0.1:7000").isBlind()).isFalse();
        Discovery discovery = this.fixture.discovery("a:7000", "b:7000", "127.0.0.1:7000");
        this.fixture.advance(discovery, SECOND);
        assertThat(discovery.isBlind()).isTrue();
        this.fixture.zone.put("b", List.of(TWO));
        this.fixture.advance(discovery, SECOND);
        assertThat(discovery.isBlind()).isFalse();
        assertThat(discovery.isComplete()).isFalse();
        this.fixture.zone.clear();
        this.fixture.advance(discovery, 3 * SECOND);
        assertThat(discovery.isBlind()).isFalse();
    }

    @Test
    void aNameThatIsNotKnownYetIsAskedForQuicklyAtFirst() {
        Discovery discovery = this.fixture.discovery("a:7000");
        this.fixture.step(discovery);
        assertThat(discovery.isComplete()).isFalse();
        this.fixture.zone.put("a", List.of(ONE));
        this.fixture.advance(discovery, SECOND / 3);
        assertThat(discovery.isComplete()).isTrue();
    }

    @Test
    void aLookupForWhichThereIsNoThreadIsTriedAgain() {
        this.fixture.zone.put("a", List.of(ONE));
        AtomicInteger begun = new AtomicInteger();
        Discovery discovery =
                this.fixture.discovery(
                        this.fixture::lookup,
                        (task) -> {
                            if (begun.incrementAndGet() < 3) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            task.run();
                        },
                        "a:7000");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(() -> discovery.tick(this.fixture.now));
            // The next tick takes in that it has failed.
            discovery.tick(this.fixture.now);
            this.fixture.now += SECOND;
        }
        discovery.tick(this.fixture.now);
        discovery.tick(this.fixture.now);
        assertThat(discovery.isComplete()).isTrue();
    }

    @Test
    void aNameServiceThatThrowsIsANameServiceThatFails() {
        Discovery discovery =
                this.fixture.discovery(
                        (host) -> {
                            this.fixture.asked.add(host);
                            throw new IllegalStateException("broken");
                        },
                        Runnable::run,
                        "a:7000");
        for (int i = 0; i < 10; i++) {
            this.fixture.now += 3 * SECOND;
            discovery.tick(this.fixture.now);
        }
        assertThat(this.fixture.asked).hasSizeGreaterThanOrEqualTo(5);
        assertThat(discovery.isComplete()).isFalse();
    }

    @Test
    void aLookupThatEndsInAnErrorIsTriedAgain(CapturedOutput output) {
        this.fixture.zone.put("a", List.of(ONE));
        AtomicInteger asked = new AtomicInteger();
        Discovery discovery =
                this.fixture.discovery(
                        (host) -> {
                            if (asked.incrementAndGet() < 3) {
                                throw new OutOfMemoryError("no native thread");
                            }
                            return this.fixture.lookup(host);
                        },
                        Runnable::run,
                        "a:7000");
        for (int i = 0; i < 7; i++) {
            discovery.tick(this.fixture.now);
            this.fixture.now += SECOND;
        }
        assertThat(discovery.isComplete()).isTrue();
        assertThat(output.getAll()).containsOnlyOnce("A lookup of a has failed");
    }

    /** A tick that ends early does not say what it has found, so the next one does. */
    @Test
    void whatIsFoundIsNotLostWhereAnotherLookupHasNoThread() {
        this.fixture.zone.put("a", List.of(ONE));
        AtomicInteger begun = new AtomicInteger();
        Discovery discovery =
                this.fixture.discovery(
                        this.fixture::lookup,
                        (task) -> {
                            if (begun.incrementAndGet() > 1) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            task.run();
                        },
                        "a:7000",
                        "b:7000",
                        "c:7000");
        // The lookup of b does not begin; then that of c does not, after the answer of a is in.
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(() -> discovery.tick(this.fixture.now));
        }
        assertThat(discovery.addresses()).hasSize(1);
        assertThat(discovery.tick(this.fixture.now)).isTrue();
        assertThat(discovery.tick(this.fixture.now)).isFalse();
    }

    /** As many as are dialled in all, over several names. */
    @Test
    void inALargeMeshOfManyNamesPartsOfAnswersRemoveNothing() throws UnknownHostException {
        List<List<InetAddress>> all = new ArrayList<>();
        String[] names = {"a:7000", "b:7000", "c:7000"};
        for (int name = 0; name < names.length; name++) {
            List<InetAddress> addresses = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                addresses.add(InetAddress.getByAddress(new byte[] {127, 2, (byte) name, (byte) i}));
            }
            all.add(addresses);
            this.fixture.zone.put(names[name].substring(0, 1), addresses);
        }
        Discovery discovery = this.fixture.discovery(names);
        for (int i = 0; i < 2; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(36);
        for (int i = 0; i < 5; i++) {
            for (int name = 0; name < names.length; name++) {
                this.fixture.zone.put(names[name].substring(0, 1), all.get(name).subList(0, 3));
            }
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(36);
    }

    @Test
    void anAbsurdAnswerIsNotFollowedToItsEnd(CapturedOutput output) throws UnknownHostException {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(InetAddress.getByAddress(new byte[] {127, 1, (byte) (i >> 8), (byte) i}));
        }
        this.fixture.zone.put("a", many);
        Discovery discovery = this.fixture.discovery("a:7000");
        for (int i = 0; i < 3; i++) {
            this.fixture.step(discovery);
            this.fixture.now += 10 * SECOND;
        }
        assertThat(discovery.addresses()).hasSize(Discovery.MAX_ADDRESSES);
        assertThat(output.getAll())
                .containsOnlyOnce(
                        "20000 addresses found for a, of which only 16384 are considered");
    }
}
