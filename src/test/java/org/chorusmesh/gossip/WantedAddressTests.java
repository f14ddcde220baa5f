package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WantedAddressTests {

    private static final long LIMIT = 1000;

    private final Address address = new Address(GossipFixture.loopback(1), 7000);
    private final List<FakeConnection> dialled = new ArrayList<>();
    private final Redials redials = new Redials();
    private final WantedAddress wanted = wanted(false);
    private long now;

    @Test
    void isDialledAtOnceAndThenLeftToConnect() {
        tick();
        tick();
        advance(LIMIT / 2);
        assertThat(this.dialled).hasSize(1);
        assertThat(this.wanted.status().connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatDeliversIsLeftAlone() {
        tick();
        for (int i = 0; i < 100; i++) {
            this.dialled.get(0).deliver();
            advance(LIMIT / 2);
        }
        assertThat(this.dialled).hasSize(1);
    }

    @Test
    void aSilentConnectionIsDialledAgainBesideTheOldOneWhichGoesOnceTheNewDelivers() {
        tick();
        this.dialled.get(0).deliver();
        tick();
        advance(LIMIT);
        assertThat(this.dialled).hasSize(2);
        assertThat(this.dialled.get(0).stopped).isFalse();
        assertThat(this.wanted.status().connections()).isEqualTo(2);

        this.dialled.get(1).deliver();
        tick();
        assertThat(this.dialled.get(0).stopped).isTrue();
        assertThat(this.dialled.get(1).stopped).isFalse();
        assertThat(this.wanted.status().connections()).isEqualTo(1);
    }

    @Test
    void aPeerThatStatesALongPeriodMayBeSilentForTwiceAsLongButNoMoreThanTwoLimits() {
        for (long period : new long[] {LIMIT / 10, LIMIT * 4 / 5, LIMIT * 50}) {
            this.dialled.clear();
            WantedAddress slow = wanted(false);
            this.redials.begin(List.of(slow), this.now, 1);
            slow.tick(this.now, LIMIT, this.redials);
            this.dialled.get(0).periodNanos = period;
            this.dialled.get(0).deliver();
            slow.tick(this.now, LIMIT, this.redials);
            long patience = Math.max(LIMIT, Math.min(2 * period, 2 * LIMIT));
            slow.tick(this.now + patience - 1, LIMIT, this.redials);
            assertThat(this.dialled).hasSize(1);
            slow.tick(this.now + patience, LIMIT, this.redials);
            assertThat(this.dialled).hasSize(2);
        }
    }

    @Test
    void thereAreNeverMoreThanTwoAndTheOneThatOnceDeliveredStays() {
        tick();
        this.dialled.get(0).deliver();
        tick();
        for (int i = 0; i < 200; i++) {
            advance(LIMIT / 4);
            assertThat(open()).isLessThanOrEqualTo(2);
        }
        assertThat(this.dialled.get(0).stopped).isFalse();
        assertThat(this.dialled.size()).isGreaterThan(3);
    }

    @Test
    void dialsThatBringNothingComeMoreAndMoreSeldomButGoOn() {
        List<Long> at = new ArrayList<>();
        tick();
        at.add(this.now);
        while (this.dialled.size() < 9) {
            int before = this.dialled.size();
            advance(LIMIT / 20);
            if (this.dialled.size() > before) {
                at.add(this.now);
            }
        }
        assertThat(open()).isEqualTo(1);
        assertThat(at.get(1) - at.get(0)).isBetween(LIMIT * 3 / 4, LIMIT * 13 / 10);
        assertThat(at.get(2) - at.get(1)).isBetween(LIMIT * 6 / 4, LIMIT * 26 / 10);
        for (int i = 4; i < at.size(); i++) {
            assertThat(at.get(i) - at.get(i - 1)).isBetween(LIMIT * 6, LIMIT * 10 + LIMIT / 10);
        }
    }

    @Test
    void anOldConnectionThatRecoversByItselfIsKeptAndTheNewDialGivenUp() {
        tick();
        this.dialled.get(0).deliver();
        tick();
        advance(LIMIT);
        assertThat(this.dialled).hasSize(2);
        for (int i = 0; i < 10; i++) {
            this.dialled.get(0).deliver();
            advance(LIMIT / 4);
        }
        assertThat(this.dialled).hasSize(2);
        assertThat(this.dialled.get(0).stopped).isFalse();
        assertThat(this.dialled.get(1).stopped).isTrue();
    }

    @Test
    void aConnectionThatEndsByItselfIsDialledAgain() {
        tick();
        this.dialled.get(0).deliver();
        tick();
        this.dialled.get(0).ended = true;
        tick();
        assertThat(this.dialled).hasSize(2);
        assertThat(this.wanted.status().connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatEndsAtOnceEachTimeIsNotDialledInALoop() {
        for (int i = 0; i < 100; i++) {
            advance(LIMIT / 100);
            this.dialled.forEach((connection) -> connection.ended = true);
        }
        assertThat(this.dialled.size()).isLessThanOrEqualTo(3);
    }

    @Test
    void anAddressThatDeliversThisNodesOwnReportsIsItsOwnAndIsDialledAgainOnlyMuchLater() {
        tick();
        this.dialled.get(0).self = true;
        this.dialled.get(0).deliver();
        tick();
        assertThat(this.wanted.isOwn()).isTrue();
        assertThat(this.dialled.get(0).stopped).isTrue();
        advance(30_000_000_000L);
        assertThat(this.dialled).hasSize(1);
        advance(31_000_000_000L);
        assertThat(this.dialled).hasSize(2);
        assertThat(this.wanted.isOwn()).isFalse();
    }

    @Test
    void theAddressThatThisNodeIsBoundToIsNeverDialled() {
        WantedAddress bound = wanted(true);
        bound.tick(0, LIMIT, this.redials);
        bound.tick(3_600_000_000_000L, LIMIT, this.redials);
        assertThat(bound.isOwn()).isTrue();
        assertThat(this.dialled).isEmpty();
    }

    @Test
    void stoppedItClosesEverythingAndStartsAfresh() {
        tick();
        this.dialled.get(0).deliver();
        tick();
        advance(LIMIT);
        this.wanted.stop();
        assertThat(open()).isZero();
        tick();
        assertThat(open()).isEqualTo(1);
        assertThat(this.dialled).hasSize(3);
    }

    @Test
    void fromTheThirdDialInVainOnItAsksWhoIsThere() {
        tick();
        while (this.dialled.size() < 5) {
            advance(LIMIT / 4);
        }
        assertThat(this.dialled)
                .extracting((connection) -> connection.probing)
                .containsExactly(false, false, true, true, true);
        // Frames of another mesh do not make it a peer: the dials go on, and go on asking.
        while (this.dialled.size() < 7) {
            this.dialled.get(this.dialled.size() - 1).find(AddressState.OTHER_MESH);
            advance(LIMIT / 4);
            assertThat(state()).isEqualTo(AddressState.OTHER_MESH);
        }
        assertThat(this.dialled.get(6).probing).isTrue();
        this.dialled.get(6).deliver();
        tick();
        assertThat(state()).isEqualTo(AddressState.HEARD);
    }

    @Test
    void aConnectionThatIsGreetedOrOpenTellsNothingNewBeforeItsTimeIsUp() {
        tick();
        this.dialled.get(0).find(AddressState.UNAUTHENTICATED);
        tick();
        this.dialled.get(0).ended = true;
        while (this.dialled.size() < 2) {
            advance(LIMIT / 4);
        }
        this.dialled.get(1).contact = Contact.GREETED;
        tick();
        assertThat(state()).isEqualTo(AddressState.UNAUTHENTICATED);
        while (this.dialled.size() < 3) {
            advance(LIMIT / 4);
        }
        assertThat(state()).isEqualTo(AddressState.SILENT);
        this.dialled.get(2).contact = Contact.OPEN;
        while (this.dialled.size() < 4) {
            assertThat(state()).isEqualTo(AddressState.SILENT);
            advance(LIMIT / 4);
        }
        assertThat(state()).isEqualTo(AddressState.NOT_CHORUS);
    }

    @Test
    void whatWasHeardIsHeardUntilItWasSilentForLong() {
        tick();
        this.dialled.get(0).deliver();
        tick();
        advance(LIMIT * WantedAddress.SILENCE_LIMITS - 1);
        assertThat(this.wanted.isHeard()).isTrue();
        advance(1);
        assertThat(this.wanted.isHeard()).isFalse();
        assertThat(state()).isEqualTo(AddressState.UNREACHABLE);
    }

    @Test
    void tellsSinceWhenItStandsAsItDoes() {
        this.now = -500;
        tick();
        advance(300);
        assertThat(this.wanted.status().stateNanos()).isEqualTo(300);
        this.dialled.get(0).deliver();
        advance(10);
        assertThat(this.wanted.status().stateNanos()).isZero();
        this.dialled.get(0).deliver();
        advance(70);
        assertThat(this.wanted.status().stateNanos()).isEqualTo(70);
    }

    private WantedAddress wanted(boolean bound) {
        return new WantedAddress(this.address, this::dial, new Random(1), bound);
    }

    private Connection dial(Address target, boolean probing) {
        assertThat(target).isEqualTo(this.address);
        FakeConnection connection = new FakeConnection(target, probing);
        this.dialled.add(connection);
        return connection;
    }

    private AddressState state() {
        return this.wanted.status().state();
    }

    private long open() {
        return this.dialled.stream().filter((connection) -> !connection.stopped).count();
    }

    private void advance(long nanos) {
        this.now += nanos;
        tick();
    }

    private void tick() {
        this.redials.begin(List.of(this.wanted), this.now, 1);
        this.wanted.tick(this.now, LIMIT, this.redials);
    }
}
