package org.chorusmesh.gossip;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import zmq.Msg;
import zmq.SocketBase;
import zmq.ZError;

/**
 * Takes the messages of a socket one after the other. When all are taken it waits for the next one,
 * which wakes it. Where many peers report it rests for a fixed time instead: a wake for each
 * message costs more than its judgement, and no message needs it, since the I/O thread stamps its
 * receipt, and it waits for a step anyway. In a flood it never rests, since the queues would be
 * full meanwhile. Belongs to the thread that owns the socket.
 */
final class Intake {

    /** A step at the defaults. */
    static final long REST_NANOS = 10_000_000L;

    private static final long WINDOW_NANOS = 100_000_000L;

    /** In a window: three in a rest, so that a rest saves wakes. */
    private static final int LEAST_MESSAGES = 30;

    /** In a window: a hundred in a rest, which the queue of a single connection holds. */
    private static final int MOST_MESSAGES = 1000;

    /** A reading of the clock costs as much as the decoding of an echo. */
    private static final int MESSAGES_A_READING = 16;

    private final LongSupplier nanoClock;
    private final LongConsumer park;
    private long beganNanos;
    private int messages;
    private boolean dense;
    private long nowNanos;
    private int untimed = MESSAGES_A_READING;

    /**
     * @param nanoClock monotonic clock
     * @param park parks the thread for so many nanoseconds
     */
    Intake(LongSupplier nanoClock, LongConsumer park) {
        this.nanoClock = nanoClock;
        this.park = park;
        this.beganNanos = nanoClock.getAsLong();
    }

    /**
     * The next message.
     *
     * @param woken ends a wait, but not a rest
     * @return null, with the reason in the socket, if nothing has come while it waited or rested
     */
    @Nullable Msg next(SocketBase socket, AtomicBoolean woken) {
        Msg message = socket.recv(ZMQ.DONTWAIT, woken);
        if (message == null && socket.errno() == ZError.EAGAIN && !woken.get()) {
            this.untimed = MESSAGES_A_READING;
            if (isRestDue()) {
                this.park.accept(REST_NANOS);
                return null;
            }
            message = socket.recv(0, woken);
        }
        this.messages += (message != null) ? 1 : 0;
        return message;
    }

    /**
     * The instant at which the last message left the socket. Of messages that had queued, it is
     * that of one of the last sixteen.
     */
    long nowNanos() {
        if (++this.untimed >= MESSAGES_A_READING) {
            this.untimed = 0;
            this.nowNanos = this.nanoClock.getAsLong();
        }
        return this.nowNanos;
    }

    /** Whether to rest, as the last window and this one suggest. */
    private boolean isRestDue() {
        long nowNanos = this.nanoClock.getAsLong();
        long passedNanos = nowNanos - this.beganNanos;
        if (passedNanos >= WINDOW_NANOS) {
            double rate = this.messages * ((double) WINDOW_NANOS / passedNanos);
            this.dense = rate >= LEAST_MESSAGES && rate <= MOST_MESSAGES;
            this.messages = 0;
            this.beganNanos = nowNanos;
        }
        return this.dense && this.messages <= MOST_MESSAGES;
    }
}
