package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.Msg;
import zmq.ZError;

/** Tests for {@link Intake}, on a socket within the process and a clock that is set by hand. */
class IntakeTests {

    private static final long WINDOW_NANOS = 100_000_000L;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket from = this.context.createSocket(SocketType.PAIR);
    private final ZMQ.Socket to = this.context.createSocket(SocketType.PAIR);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Intake intake = new Intake(() -> this.nowNanos, this::rest);
    private long nowNanos;
    private int rests;

    @BeforeEach
    void connect() {
        this.from.setHWM(0);
        this.to.setHWM(0);
        this.to.setReceiveTimeOut(1);
        this.to.bind("inproc://intake");
        this.from.connect("inproc://intake");
    }

    @AfterEach
    void close() {
        this.context.close();
    }

    private void rest(long nanos) {
        assertThat(nanos).isEqualTo(Intake.REST_NANOS);
        this.rests++;
    }

    private Msg next() {
        return this.intake.next(this.to.base(), this.woken);
    }

    /** Sends messages and takes all of them, which ends with a wait or a rest in vain. */
    private void take(int messages) {
        for (int i = 0; i < messages; i++) {
            this.from.send("report");
        }
        for (int i = 0; i < messages; i++) {
            assertThat(next()).isNotNull();
        }
        assertThat(next()).isNull();
    }

    private boolean restsAfter(int messages) {
        int before = this.rests;
        take(messages);
        return this.rests > before;
    }

    @ParameterizedTest
    @CsvSource({"0,false", "29,false", "30,true", "1000,true", "1001,false", "20000,false"})
    void restsWhereMessagesComeDenselyAndNotInAFlood(int messages, boolean rests) {
        take(messages);
        this.nowNanos += WINDOW_NANOS;
        assertThat(restsAfter(0)).isEqualTo(rests);
    }

    @Test
    void judgesAWindowByItsLength() {
        take(30);
        this.nowNanos += 2 * WINDOW_NANOS;
        assertThat(restsAfter(0)).isFalse();
        take(60);
        this.nowNanos += 2 * WINDOW_NANOS;
        assertThat(restsAfter(0)).isTrue();
    }

    @Test
    void restsUntilAWindowHasFewMessages() {
        take(100);
        this.nowNanos += WINDOW_NANOS;
        assertThat(restsAfter(0)).isTrue();
        this.nowNanos += WINDOW_NANOS / 2;
        assertThat(restsAfter(0)).isTrue();
        this.nowNanos += WINDOW_NANOS / 2;
        assertThat(restsAfter(0)).isFalse();
    }

    @Test
    void aFloodThatHasBegunEndsTheRests() {
        take(100);
        this.nowNanos += WINDOW_NANOS;
        assertThat(restsAfter(0)).isTrue();
        assertThat(restsAfter(1000)).isTrue();
        assertThat(restsAfter(1)).isFalse();
    }

    @Test
    void anOrderIsNotMadeToWaitForARest() {
        take(100);
        this.nowNanos += WINDOW_NANOS;
        this.woken.set(true);
        assertThat(restsAfter(0)).isFalse();
    }

    @Test
    void anInterruptIsToldOnceAndDoesNotEndTheRests() {
        take(100);
        this.nowNanos += WINDOW_NANOS;
        Thread.currentThread().interrupt();
        assertThat(next()).isNull();
        assertThat(this.to.base().errno()).isEqualTo(ZError.EINTR);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(restsAfter(0)).isTrue();
    }

    @Test
    void timesAMessageThatItHasWaitedFor() {
        for (long nanos : new long[] {3, 5, 8}) {
            assertThat(next()).isNull();
            this.nowNanos = nanos;
            this.from.send("report");
            assertThat(next()).isNotNull();
            assertThat(this.intake.nowNanos()).isEqualTo(nanos);
        }
    }

    @Test
    void timesQueuedMessagesToOneOfTheLastSixteen() {
        for (int i = 0; i < 100; i++) {
            this.from.send("report");
        }
        for (int i = 0; i < 100; i++) {
            this.nowNanos = 1000 + i;
            assertThat(next()).isNotNull();
            assertThat(this.intake.nowNanos()).isBetween(this.nowNanos - 15, this.nowNanos);
        }
    }
}
