package org.chorusmesh.gossip;

/**
 * A message with the instant at which the I/O thread began to read it. The thread that owns the
 * socket wakes later, by as long as the machine is busy, which would pass for delay of the path.
 *
 * <p>A sender can begin a message long before it ends it, and so make an old report look as if it
 * had come in time. So no message was received longer ago than a thread sleeps too long.
 */
final class ReceivedMessage extends SinglePart {

    static final long MOST_NANOS = 100_000_000L;

    private final long begunNanos;

    ReceivedMessage(int size, long begunNanos) {
        super(size);
        this.begunNanos = begunNanos;
    }

    /**
     * The instant of its receipt.
     *
     * @param nowNanos the instant at which it leaves the socket, on the same monotonic clock
     */
    long receivedNanos(long nowNanos) {
        return nowNanos - Math.min(nowNanos - this.begunNanos, MOST_NANOS);
    }
}
