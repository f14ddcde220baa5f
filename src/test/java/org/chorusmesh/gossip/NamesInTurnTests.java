package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesInTurnTests {

    private final Map<String, List<InetAddress>> zone = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final NamesInTurn names = new NamesInTurn(this::lookup, () -> this.now);
    private long nanosALookup;
    private long now;

    @Test
    void eachHasItsTurnAndNewOnesGoFirst() {
        this.names.set(hosts(0, 100));
        assertThat(this.names.isRoundDone()).isFalse();
        assertThat(this.names.ask()).isFalse();
        assertThat(this.asked).hasSize(64).startsWith("h0", "h1", "h2");
        this.zone.put("h99", List.of(GossipFixture.loopback(1)));
        assertThat(this.names.ask()).isTrue();
        assertThat(this.names.isRoundDone()).isTrue();
        this.names.set(hosts(0, 101));
        assertThat(this.names.isRoundDone()).isFalse();
        this.asked.clear();
        this.names.ask();
        assertThat(this.asked).startsWith("h100");
    }

    @Test
    void aShortListIsAskedForOnceACall() {
        this.names.set(hosts(0, 3));
        this.names.ask();
        assertThat(this.asked).containsExactly("h0", "h1", "h2");
    }

    @Test
    void anEmptyListIsDone() {
        assertThat(this.names.isRoundDone()).isTrue();
        assertThat(this.names.ask()).isFalse();
        assertThat(this.names.addresses("h0")).isEmpty();
    }

    @Test
    void aNameThatIsNoLongerSetIsForgotten() {
        this.zone.put("h0", List.of(GossipFixture.loopback(1)));
        this.names.set(hosts(0, 2));
        this.names.ask();
        assertThat(this.names.addresses("h0")).hasSize(1);
        this.names.set(hosts(1, 2));
        assertThat(this.names.addresses("h0")).isEmpty();
        this.asked.clear();
        this.names.ask();
        assertThat(this.asked).containsExactly("h1");
    }

    @Test
    void aNameServiceThatTakesLongEndsACallEarly() {
        this.nanosALookup = 900_000_000L;
        this.names.set(hosts(0, 64));
        this.names.ask();
        assertThat(this.asked).hasSize(3);
    }

    @Test
    void aNameMustFailSeveralTimesInARowWhileOthersAreAnswered() {
        this.zone.put("h0", List.of(GossipFixture.loopback(1)));
        this.zone.put("h1", List.of(GossipFixture.loopback(2)));
        this.names.set(hosts(0, 2));
        this.names.ask();
        List<InetAddress> gone = this.zone.remove("h1");
        this.names.ask();
        this.names.ask();
        this.zone.put("h1", gone);
        this.names.ask();
        this.zone.remove("h1");
        this.names.ask();
        this.names.ask();
        assertThat(this.names.addresses("h1")).isEqualTo(gone);
        this.names.ask();
        assertThat(this.names.addresses("h1")).isEmpty();
    }

    /** Where a whole part of the names does not exist, another name shows whether any answer. */
    @Test
    void oneKnownNameTellsNamesThatAreGoneFromANameServiceThatIs() {
        IntStream.range(0, 128)
                .forEach((i) -> this.zone.put("h" + i, List.of(GossipFixture.loopback(1))));
        this.names.set(hosts(0, 128));
        this.names.ask();
        this.names.ask();
        this.zone.clear();
        for (int i = 0; i < 20; i++) {
            assertThat(this.names.ask()).isFalse();
        }
        assertThat(known(0, 128)).isEqualTo(128);
        IntStream.range(0, 64)
                .forEach((i) -> this.zone.put("h" + i, List.of(GossipFixture.loopback(1))));
        for (int i = 0; i < 6; i++) {
            assertThat(this.names.ask()).isTrue();
        }
        assertThat(known(0, 64)).isEqualTo(64);
        assertThat(known(64, 128)).isZero();
    }

    private long known(int first, int end) {
        return hosts(first, end).stream()
                .filter((host) -> !this.names.addresses(host).isEmpty())
                .count();
    }

    private static Set<String> hosts(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj((i) -> "h" + i)
                .collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    private List<InetAddress> lookup(String host) throws UnknownHostException {
        this.asked.add(host);
        this.now += this.nanosALookup;
        List<InetAddress> ips = this.zone.get(host);
        if (ips == null) {
            throw new UnknownHostException(host);
        }
        return ips;
    }
}
