package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zmq.Msg;

class BoundedMessagesTests {

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 1001, Integer.MAX_VALUE})
    void aSizeOutOfBoundsGetsNoRoom(int size) {
        assertThat(BoundedMessages.ofReports(1000, () -> 7).allocate(size).size()).isZero();
        assertThat(BoundedMessages.ofSubscriptions(1000, new byte[0]).allocate(size).size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000})
    void aSizeWithinBoundsIsGranted(int size) {
        assertThat(BoundedMessages.ofReports(1000, () -> 7).allocate(size).size()).isEqualTo(size);
    }

    @Test
    void aReportHasTheInstantAtWhichItIsRead() {
        assertThat(BoundedMessages.ofReports(1000, () -> 7).allocate(10))
                .isInstanceOfSatisfying(
                        ReceivedMessage.class,
                        (message) -> assertThat(message.receivedNanos(5_000_000)).isEqualTo(7));
    }

    /** Its sender can begin it and hold up the rest. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 1_000_000_000L})
    void aReportThatBeganLongAgoWasReceivedAMomentAgo(long begunNanos) {
        long nowNanos = begunNanos + 60_000_000_000L;
        assertThat(new ReceivedMessage(10, begunNanos).receivedNanos(nowNanos))
                .isEqualTo(nowNanos - ReceivedMessage.MOST_NANOS);
    }

    @Test
    void partsBecomeMessagesAndOtherFlagsStay() {
        Msg message = BoundedMessages.ofReports(1000, () -> 7).allocate(1);
        message.setFlags(Msg.MORE | Msg.COMMAND);
        assertThat(message.hasMore()).isFalse();
        assertThat(message.isCommand()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1,'',1",
        "1,CHRS,1",
        "1,CHRSx,1",
        "0,CHRSx,0",
        "1,CHRSxy,2",
        "0,CHRSxy,2",
        "1,CHRQ,2",
        "1,zzz,2",
        "5,READY,5"
    })
    void onlySubscriptionsThatCanMatchLookLikeOnes(byte first, String topic, byte seen) {
        Msg message =
                BoundedMessages.ofSubscriptions(1000, Zmtp.ascii("CHRSx"))
                        .allocate(topic.length() + 1);
        message.put(first).put(Zmtp.ascii(topic));
        assertThat(message.get(0)).isEqualTo(seen);
        for (int i = 0; i < topic.length(); i++) {
            assertThat(message.get(i + 1)).isEqualTo((byte) topic.charAt(i));
        }
    }
}
