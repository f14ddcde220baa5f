package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiscoveryTests {

    private static final long SECOND = 1_000_000_000L;
    private static final InetAddress ONE = GossipFixture.loopback(1);
    private static final InetAddress TWO = GossipFixture.loopback(2);

    private final Map<String, List<InetAddress>> zone = new HashMap<>();
    private final Map<String, List<PeerDirectory.Instance>> services = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Set<Address> heard = new HashSet<>();
    private final Deque<Runnable> running = new ArrayDeque<>();
    private long now;

    @Test
    void numericAddressesNeedNoLookup() {
        Discovery discovery = discovery("127.0.0.1:7000", "[::1]:7001", "localhost:7000");
        assertThat(discovery.isComplete()).isTrue();
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000", "[0:0:0:0:0:0:0:1]:7001");
        step(discovery);
        assertThat(this.asked).isEmpty();
    }

    @Test
    void aNameStandsForAllItsAddressesUnderEachOfItsPorts() throws UnknownHostException {
        this.zone.put("mesh", List.of(ONE, InetAddress.getByName("::1")));
        Discovery discovery = discovery("mesh:7000", "mesh:7001");
        assertThat(discovery.isComplete()).isFalse();
        assertThat(discovery.addresses()).isEmpty();
        step(discovery);
        assertThat(this.asked).containsExactly("mesh");
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
        this.zone.put("nothing", odd);
        odd = new ArrayList<>(odd);
        odd.add(ONE);
        this.zone.put("mesh", odd);
        Discovery discovery = discovery("mesh:7000", "nothing:7000");
        step(discovery);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000");
        assertThat(discovery.unresolved()).containsExactly("nothing:7000");
    }

    @Test
    void namesThatShareAnAddressGiveItOnceAndKeepItWhileOneOfThemDoes() {
        this.zone.put("a", List.of(ONE));
        this.zone.put("b", List.of(ONE));
        Discovery discovery = discovery("a:7000", "b:7000");
        step(discovery);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000");
        this.zone.put("a", List.of(TWO));
        for (int i = 0; i < 10; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).containsExactlyInAnyOrder("127.0.0.1:7000", "127.0.0.2:7000");
    }

    @Test
    void oneLookupANameIsUnderWayHoweverLongItTakesAndNoOtherWaitsForIt() {
        this.zone.put("slow", List.of(ONE));
        this.zone.put("quick", List.of(TWO));
        Discovery discovery = discovery("slow:7000", "quick:7000");
        discovery.tick(this.now);
        Runnable slow = this.running.removeFirst();
        this.running.removeFirst().run();
        discovery.tick(this.now);
        assertThat(texts(discovery)).containsExactly("127.0.0.2:7000");
        assertThat(discovery.isComplete()).isFalse();
        for (int i = 0; i < 5; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(this.asked.stream().filter("quick"::equals)).hasSize(6);
        assertThat(this.asked).doesNotContain("slow");

        slow.run();
        discovery.tick(this.now);
        assertThat(discovery.isComplete()).isTrue();
        assertThat(discovery.addresses()).hasSize(2);
    }

    @Test
    void namesAreAskedForAgainEveryTwoSecondsOrSo() {
        this.zone.put("a", List.of(ONE));
        Discovery discovery = discovery("a:7000");
        for (int i = 0; i < 1000; i++) {
            advance(discovery, SECOND / 10);
        }
        assertThat(this.asked).hasSizeBetween(100 / 3, 100);
    }

    @Test
    void aNewAddressIsTakenUpAtOnceAndAMissingOneGoesAfterSeveralAnswers() {
        this.zone.put("a", List.of(ONE));
        Discovery discovery = discovery("a:7000");
        step(discovery);
        this.zone.put("a", List.of(TWO));
        advance(discovery, 3 * SECOND);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000", "127.0.0.2:7000");
        advance(discovery, 3 * SECOND);
        assertThat(discovery.addresses()).hasSize(2);
        advance(discovery, 3 * SECOND);
        assertThat(texts(discovery)).containsExactly("127.0.0.2:7000");
    }

    @Test
    void anAnswerCutShortOnceInAWhileRemovesNothing() {
        Discovery discovery = discovery("a:7000");
        for (int i = 0; i < 20; i++) {
            this.zone.put("a", (i % 3 == 0) ? List.of(ONE, TWO) : List.of(ONE));
            advance(discovery, 3 * SECOND);
            assertThat(discovery.addresses()).hasSize(2);
        }
    }

    /** A server that answers with a third of its addresses, drawn anew each time. */
    @Test
    void answersInPartRemoveNothingThatOtherAnswersHave() throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>(loopbacks(300));
        Random server = new Random(3);
        Discovery discovery = discovery("a:7000");
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(all, server);
            this.zone.put("a", all.subList(0, 100));
            advance(discovery, 3 * SECOND);
        }
        for (int i = 0; i < 300; i++) {
            Collections.shuffle(all, server);
            this.zone.put("a", all.subList(0, 100));
            advance(discovery, 3 * SECOND);
            assertThat(discovery.addresses()).hasSizeGreaterThanOrEqualTo(299);
        }
    }

    @Test
    void addressesThatLeaveALargeNameGoAfterSeveralAnswersMoreIfTheyAreMany()
            throws UnknownHostException {
        List<InetAddress> all = loopbacks(300);
        Discovery discovery = discovery("a:7000");
        this.zone.put("a", all);
        advance(discovery, 3 * SECOND);
        this.zone.put("a", all.subList(0, 297));
        for (int i = 0; i < 4; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(297);
        this.zone.put("a", all.subList(0, 30));
        for (int i = 0; i < 20; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(297);
        for (int i = 0; i < LookedUpName.MOST_ANSWERS_TO_MISS; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(30);
    }

    private static List<InetAddress> loopbacks(int count) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(InetAddress.getByAddress(new byte[] {127, 1, (byte) (i >> 8), (byte) i}));
        }
        return all;
    }

    @Test
    void anAddressThatIsHeardIsKeptWhateverTheAnswersSay() {
        this.zone.put("a", List.of(ONE));
        Discovery discovery = discovery("a:7000", "a:7001");
        step(discovery);
        this.heard.add(new Address(ONE, 7001));
        this.zone.put("a", List.of(TWO));
        for (int i = 0; i < 100; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).contains("127.0.0.1:7001", "127.0.0.2:7000");
    }

    @Test
    void anAddressThatFallsSilentGoesOnceSeveralAnswersLackIt() {
        this.zone.put("a", List.of(ONE));
        Discovery discovery = discovery("a:7000");
        step(discovery);
        this.heard.add(new Address(ONE, 7000));
        this.zone.put("a", List.of(TWO));
        for (int i = 0; i < 10; i++) {
            advance(discovery, 3 * SECOND);
        }
        this.heard.clear();
        advance(discovery, SECOND / 100);
        assertThat(texts(discovery)).containsExactly("127.0.0.2:7000");
    }

    /** Two replicas of a name service, one with an old answer in its cache, asked at random. */
    @Test
    void answersThatAreOldAndNewByTurnsCostNoPeerThatIsHeard() {
        InetAddress three = GossipFixture.loopback(3);
        this.zone.put("a", List.of(ONE, TWO));
        Discovery discovery = discovery("a:7000");
        step(discovery);
        this.heard.add(new Address(ONE, 7000));
        Random replica = new Random(7);
        boolean known = false;
        for (int i = 0; i < 200; i++) {
            // The second went, and the third came.
            boolean fresh = replica.nextBoolean();
            this.zone.put("a", fresh ? List.of(ONE, three) : List.of(ONE, TWO));
            advance(discovery, 3 * SECOND);
            known |= fresh;
            if (known) {
                this.heard.add(new Address(three, 7000));
                assertThat(texts(discovery)).contains("127.0.0.1:7000", "127.0.0.3:7000");
            }
        }
        this.zone.put("a", List.of(ONE, three));
        for (int i = 0; i < 4; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).containsExactlyInAnyOrder("127.0.0.1:7000", "127.0.0.3:7000");
    }

    @Test
    void whatIsHeardGoesFirstWhereThereAreTooManyAddresses() throws UnknownHostException {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(InetAddress.getByAddress(new byte[] {127, 1, (byte) (i >> 8), (byte) i}));
        }
        this.zone.put("absurd", many);
        InetAddress last = InetAddress.getByAddress(new byte[] {127, 2, 0, 1});
        this.zone.put("b", List.of(last));
        Discovery discovery = discovery("absurd:7000", "b:7000");
        step(discovery);
        assertThat(texts(discovery)).doesNotContain("127.2.0.1:7000");
        this.heard.add(new Address(last, 7000));
        assertThat(discovery.addresses()).hasSize(Discovery.MAX_ADDRESSES);
        assertThat(texts(discovery)).contains("127.2.0.1:7000");
    }

    @Test
    void failedAndEmptyAnswersRemoveNothingHoweverMany() {
        this.zone.put("a", List.of(ONE));
        this.zone.put("b", List.of(TWO));
        Discovery discovery = discovery("a:7000", "b:7000");
        step(discovery);
        this.zone.remove("a");
        this.zone.put("b", List.of());
        for (int i = 0; i < 50; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(2);
        assertThat(discovery.isComplete()).isTrue();
    }

    @Test
    void isBlindUntilTheFirstNameIsAnswered() {
        assertThat(discovery("127.0.0.1:7000").isBlind()).isFalse();
        Discovery discovery = discovery("a:7000", "b:7000", "127.0.0.1:7000");
        advance(discovery, SECOND);
        assertThat(discovery.isBlind()).isTrue();
        this.zone.put("b", List.of(TWO));
        advance(discovery, SECOND);
        assertThat(discovery.isBlind()).isFalse();
        assertThat(discovery.isComplete()).isFalse();
        this.zone.clear();
        advance(discovery, 3 * SECOND);
        assertThat(discovery.isBlind()).isFalse();
    }

    @Test
    void aNameThatIsNotKnownYetIsAskedForQuicklyAtFirst() {
        Discovery discovery = discovery("a:7000");
        step(discovery);
        assertThat(discovery.isComplete()).isFalse();
        this.zone.put("a", List.of(ONE));
        advance(discovery, SECOND / 3);
        assertThat(discovery.isComplete()).isTrue();
    }

    @Test
    void aLookupForWhichThereIsNoThreadIsTriedAgain() {
        this.zone.put("a", List.of(ONE));
        AtomicInteger begun = new AtomicInteger();
        Discovery discovery =
                new Discovery(
                        List.of(Endpoint.parse("a:7000")),
                        sources(this::lookup),
                        (task) -> {
                            if (begun.incrementAndGet() < 3) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            task.run();
                        },
                        new Random(1),
                        this.heard::contains,
                        () -> {});
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(() -> discovery.tick(this.now));
            // The next tick takes in that it has failed.
            discovery.tick(this.now);
            this.now += SECOND;
        }
        discovery.tick(this.now);
        discovery.tick(this.now);
        assertThat(discovery.isComplete()).isTrue();
    }

    @Test
    void aNameServiceThatThrowsIsANameServiceThatFails() {
        Discovery discovery =
                new Discovery(
                        List.of(Endpoint.parse("a:7000")),
                        sources(
                                (host) -> {
                                    this.asked.add(host);
                                    throw new IllegalStateException("broken");
                                }),
                        Runnable::run,
                        new Random(1),
                        this.heard::contains,
                        () -> {});
        for (int i = 0; i < 10; i++) {
            this.now += 3 * SECOND;
            discovery.tick(this.now);
        }
        assertThat(this.asked).hasSizeGreaterThanOrEqualTo(5);
        assertThat(discovery.isComplete()).isFalse();
    }

    @Test
    void anAbsurdAnswerIsNotFollowedToItsEnd() throws UnknownHostException {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(InetAddress.getByAddress(new byte[] {127, 1, (byte) (i >> 8), (byte) i}));
        }
        this.zone.put("a", many);
        Discovery discovery = discovery("a:7000");
        step(discovery);
        assertThat(discovery.addresses()).hasSize(Discovery.MAX_ADDRESSES);
    }

    @Test
    void aRangeIsCompleteOnceEachHostHasBeenAskedForAndOneIsKnown() {
        Discovery discovery = discovery("node-[0-199].mesh:7000");
        assertThat(discovery.unresolved()).containsExactly("node-[0-199].mesh:7000");
        this.zone.put("node-3.mesh", List.of(ONE));
        this.zone.put("node-150.mesh", List.of(TWO));
        step(discovery);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000");
        assertThat(discovery.isComplete()).isFalse();
        for (int i = 0; i < 3; i++) {
            step(discovery);
        }
        assertThat(new HashSet<>(this.asked)).hasSize(200);
        assertThat(discovery.addresses().values())
                .containsExactly("node-3.mesh:7000", "node-150.mesh:7000");
        assertThat(discovery.isComplete()).isTrue();
        assertThat(discovery.unresolved()).isEmpty();
    }

    @Test
    void aRangeOfWhichNothingIsKnownIsUnresolved() {
        Discovery discovery = discovery("node-[0-9].mesh:7000");
        for (int i = 0; i < 20; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.unresolved()).containsExactly("node-[0-9].mesh:7000");
        assertThat(discovery.isBlind()).isTrue();
        this.zone.put("node-9.mesh", List.of(ONE));
        advance(discovery, 3 * SECOND);
        assertThat(discovery.isComplete()).isTrue();
    }

    @Test
    void aLongRangeIsAskedForInPartsAtTheUsualPace() {
        for (int i = 0; i < 1000; i++) {
            this.zone.put("node-" + i, List.of(ONE));
        }
        Discovery discovery = discovery("node-[0-999]:7000");
        for (int i = 0; i < 16; i++) {
            step(discovery);
        }
        assertThat(discovery.isComplete()).isTrue();
        this.asked.clear();
        for (int i = 0; i < 100; i++) {
            advance(discovery, SECOND / 10);
        }
        assertThat(this.asked)
                .hasSizeBetween(3 * NamesInTurn.NAMES_AT_ONCE, 7 * NamesInTurn.NAMES_AT_ONCE)
                .doesNotHaveDuplicates();
    }

    @Test
    void aHostOfARangeThatIsGoneLosesItsAddressAfterAWhile() {
        this.zone.put("node-0", List.of(ONE));
        this.zone.put("node-1", List.of(TWO));
        Discovery discovery = discovery("node-[0-9]:7000");
        step(discovery);
        this.zone.remove("node-1");
        advance(discovery, 3 * SECOND);
        advance(discovery, 3 * SECOND);
        assertThat(discovery.addresses()).hasSize(2);
        for (int i = 0; i < 5; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000");
    }

    @Test
    void aRangeKeepsItsAddressesWhileNoNameServiceAnswers() {
        for (int i = 0; i < 100; i++) {
            this.zone.put("node-" + i, List.of(GossipFixture.loopback(1 + i)));
        }
        Discovery discovery = discovery("node-[0-199]:7000");
        for (int i = 0; i < 4; i++) {
            step(discovery);
        }
        assertThat(discovery.addresses()).hasSize(100);
        this.zone.clear();
        for (int i = 0; i < 100; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(100);
        assertThat(discovery.unresolved()).isEmpty();
    }

    @Test
    void aRangeOfNumericHostsNeedsNoLookup() {
        Discovery discovery = discovery("127.0.0.[1-3]:7000", "127.0.0.2:7000");
        assertThat(texts(discovery))
                .containsExactly("127.0.0.1:7000", "127.0.0.2:7000", "127.0.0.3:7000");
        step(discovery);
        assertThat(this.asked).isEmpty();
        assertThat(discovery.isComplete()).isTrue();
    }

    @Test
    void theInstancesOfAServiceComeAndGo() {
        Discovery discovery = discovery("discovery:beat");
        step(discovery);
        assertThat(discovery.unresolved()).containsExactly("discovery:beat");
        assertThat(discovery.isBlind()).isTrue();
        instances("127.0.0.1", "127.0.0.2");
        advance(discovery, SECOND);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:5690", "127.0.0.2:5690");
        assertThat(discovery.addresses().values()).containsOnly("discovery:beat");
        assertThat(discovery.isComplete()).isTrue();

        instances("127.0.0.2", "127.0.0.3");
        advance(discovery, 3 * SECOND);
        assertThat(texts(discovery)).contains("127.0.0.1:5690", "127.0.0.3:5690");
        advance(discovery, 3 * SECOND);
        advance(discovery, 3 * SECOND);
        assertThat(texts(discovery)).containsExactly("127.0.0.2:5690", "127.0.0.3:5690");
    }

    @Test
    void aDirectoryThatFailsOrEmptiesTakesNothingAway() {
        Discovery discovery = discovery("discovery:beat");
        instances("127.0.0.1");
        step(discovery);
        instances();
        for (int i = 0; i < 20; i++) {
            advance(discovery, 3 * SECOND);
        }
        this.services.clear();
        for (int i = 0; i < 20; i++) {
            advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).containsExactly("127.0.0.1:5690");
    }

    private void instances(String... hosts) {
        this.services.put(
                "beat",
                Stream.of(hosts).map((host) -> new PeerDirectory.Instance(host, null)).toList());
    }

    private Discovery discovery(String... peers) {
        return new Discovery(
                Stream.of(peers).map(PeerEntry::parse).toList(),
                sources(this::lookup),
                this.running::addLast,
                new Random(1),
                this.heard::contains,
                () -> {});
    }

    private PeerSources sources(NameService names) {
        return new PeerSources(
                names, (service) -> this.services.get(service), 5690, () -> this.now);
    }

    private List<InetAddress> lookup(String host) throws UnknownHostException {
        this.asked.add(host);
        List<InetAddress> answer = this.zone.get(host);
        if (answer == null) {
            throw new UnknownHostException(host);
        }
        return answer;
    }

    private void advance(Discovery discovery, long nanos) {
        this.now += nanos;
        step(discovery);
    }

    private void step(Discovery discovery) {
        discovery.tick(this.now);
        while (!this.running.isEmpty()) {
            this.running.removeFirst().run();
        }
        discovery.tick(this.now);
    }

    private static List<String> texts(Discovery discovery) {
        return discovery.addresses().keySet().stream().map(Address::toString).toList();
    }
}
