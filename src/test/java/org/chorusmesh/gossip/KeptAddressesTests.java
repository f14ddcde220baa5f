package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.gossip.DiscoveryFixture.ONE;
import static org.chorusmesh.gossip.DiscoveryFixture.SECOND;
import static org.chorusmesh.gossip.DiscoveryFixture.TWO;
import static org.chorusmesh.gossip.DiscoveryFixture.texts;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which addresses of a name are kept, and which go, as the answers change. */
class KeptAddressesTests {

    private final DiscoveryFixture fixture = new DiscoveryFixture();

    @Test
    void namesThatShareAnAddressGiveItOnceAndKeepItWhileOneOfThemDoes() {
        this.fixture.zone.put("a", List.of(ONE));
        this.fixture.zone.put("b", List.of(ONE));
        Discovery discovery = this.fixture.discovery("a:7000", "b:7000");
        this.fixture.step(discovery);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000");
        this.fixture.zone.put("a", List.of(TWO));
        for (int i = 0; i < 10; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).containsExactlyInAnyOrder("127.0.0.1:7000", "127.0.0.2:7000");
    }

    @Test
    void aNewAddressIsTakenUpAtOnceAndAMissingOneGoesAfterSeveralAnswers() {
        this.fixture.zone.put("a", List.of(ONE));
        Discovery discovery = this.fixture.discovery("a:7000");
        this.fixture.step(discovery);
        this.fixture.zone.put("a", List.of(TWO));
        this.fixture.advance(discovery, 3 * SECOND);
        assertThat(texts(discovery)).containsExactly("127.0.0.1:7000", "127.0.0.2:7000");
        this.fixture.advance(discovery, 3 * SECOND);
        assertThat(discovery.addresses()).hasSize(2);
        this.fixture.advance(discovery, 3 * SECOND);
        assertThat(texts(discovery)).containsExactly("127.0.0.2:7000");
    }

    @Test
    void anAnswerCutShortOnceInAWhileRemovesNothing() {
        Discovery discovery = this.fixture.discovery("a:7000");
        for (int i = 0; i < 20; i++) {
            this.fixture.zone.put("a", (i % 3 == 0) ? List.of(ONE, TWO) : List.of(ONE));
            this.fixture.advance(discovery, 3 * SECOND);
            assertThat(discovery.addresses()).hasSize(2);
        }
    }

    /** A server that answers with a third of its addresses, drawn each time. */
    @Test
    void answersInPartRemoveNothingThatOtherAnswersHave() throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>(loopbacks(300));
        Random server = new Random(3);
        Discovery discovery = this.fixture.discovery("a:7000");
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(all, server);
            this.fixture.zone.put("a", all.subList(0, 100));
            this.fixture.advance(discovery, 3 * SECOND);
        }
        for (int i = 0; i < 300; i++) {
            Collections.shuffle(all, server);
            this.fixture.zone.put("a", all.subList(0, 100));
            this.fixture.advance(discovery, 3 * SECOND);
            assertThat(discovery.addresses()).hasSizeGreaterThanOrEqualTo(299);
        }
    }

    @Test
    void addressesThatLeaveALargeNameGoAfterSeveralAnswersMoreIfTheyAreMany()
            throws UnknownHostException {
        List<InetAddress> all = loopbacks(300);
        Discovery discovery = this.fixture.discovery("a:7000");
        this.fixture.zone.put("a", all);
        this.fixture.advance(discovery, 3 * SECOND);
        this.fixture.zone.put("a", all.subList(0, 297));
        for (int i = 0; i < 4; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(297);
        this.fixture.zone.put("a", all.subList(0, 30));
        for (int i = 0; i < 20; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(297);
        for (int i = 0; i < LookedUpName.MOST_ANSWERS_TO_MISS; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(30);
    }

    @Test
    void anAddressThatIsHeardIsKeptWhateverTheAnswersSay() {
        this.fixture.zone.put("a", List.of(ONE));
        Discovery discovery = this.fixture.discovery("a:7000", "a:7001");
        this.fixture.step(discovery);
        this.fixture.heard.add(new Address(ONE, 7001));
        this.fixture.zone.put("a", List.of(TWO));
        for (int i = 0; i < 100; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).contains("127.0.0.1:7001", "127.0.0.2:7000");
    }

    @Test
    void anAddressThatFallsSilentGoesOnceSeveralAnswersLackIt() {
        this.fixture.zone.put("a", List.of(ONE));
        Discovery discovery = this.fixture.discovery("a:7000");
        this.fixture.step(discovery);
        this.fixture.heard.add(new Address(ONE, 7000));
        this.fixture.zone.put("a", List.of(TWO));
        for (int i = 0; i < 10; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        this.fixture.heard.clear();
        this.fixture.advance(discovery, SECOND / 100);
        assertThat(texts(discovery)).containsExactly("127.0.0.2:7000");
    }

    /** Two replicas of a name service, one with an old answer in its cache, asked at random. */
    @Test
    void answersThatAreOldAndNewByTurnsCostNoPeerThatIsHeard() {
        InetAddress three = GossipFixture.loopback(3);
        this.fixture.zone.put("a", List.of(ONE, TWO));
        Discovery discovery = this.fixture.discovery("a:7000");
        this.fixture.step(discovery);
        this.fixture.heard.add(new Address(ONE, 7000));
        Random replica = new Random(7);
        boolean known = false;
        for (int i = 0; i < 200; i++) {
            // The second went, and the third came.
            boolean fresh = replica.nextBoolean();
            this.fixture.zone.put("a", fresh ? List.of(ONE, three) : List.of(ONE, TWO));
            this.fixture.advance(discovery, 3 * SECOND);
            known |= fresh;
            if (known) {
                this.fixture.heard.add(new Address(three, 7000));
                assertThat(texts(discovery)).contains("127.0.0.1:7000", "127.0.0.3:7000");
            }
        }
        this.fixture.zone.put("a", List.of(ONE, three));
        for (int i = 0; i < 4; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(texts(discovery)).containsExactlyInAnyOrder("127.0.0.1:7000", "127.0.0.3:7000");
    }

    @Test
    void whatIsHeardGoesFirstWhereThereAreTooManyAddresses() throws UnknownHostException {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(InetAddress.getByAddress(new byte[] {127, 1, (byte) (i >> 8), (byte) i}));
        }
        this.fixture.zone.put("absurd", many);
        InetAddress last = InetAddress.getByAddress(new byte[] {127, 2, 0, 1});
        this.fixture.zone.put("b", List.of(last));
        Discovery discovery = this.fixture.discovery("absurd:7000", "b:7000");
        this.fixture.step(discovery);
        assertThat(texts(discovery)).doesNotContain("127.2.0.1:7000");
        this.fixture.heard.add(new Address(last, 7000));
        assertThat(discovery.addresses()).hasSize(Discovery.MAX_ADDRESSES);
        assertThat(texts(discovery)).contains("127.2.0.1:7000");
    }

    @Test
    void failedAndEmptyAnswersRemoveNothingHoweverMany() {
        this.fixture.zone.put("a", List.of(ONE));
        this.fixture.zone.put("b", List.of(TWO));
        Discovery discovery = this.fixture.discovery("a:7000", "b:7000");
        this.fixture.step(discovery);
        this.fixture.zone.remove("a");
        this.fixture.zone.put("b", List.of());
        for (int i = 0; i < 50; i++) {
            this.fixture.advance(discovery, 3 * SECOND);
        }
        assertThat(discovery.addresses()).hasSize(2);
        assertThat(discovery.isComplete()).isTrue();
    }

    private static List<InetAddress> loopbacks(int count) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(InetAddress.getByAddress(new byte[] {127, 1, (byte) (i >> 8), (byte) i}));
        }
        return all;
    }
}
