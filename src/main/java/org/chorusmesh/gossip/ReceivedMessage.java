package org.chorusmesh.gossip;

/**
 * A message with the instant at which the I/O thread began to read it. The thread that owns the
 * socket wakes later, by as long as the machine is busy, which would pass for delay of the path.
 */
final class ReceivedMessage extends SinglePart {

    private final long receivedNanos;

    ReceivedMessage(int size, long receivedNanos) {
        super(size);
        this.receivedNanos = receivedNanos;
    }

    /** The instant of its receipt on the monotonic clock. */
    long receivedNanos() {
        return this.receivedNanos;
    }
}
