package org.chorusmesh.gossip;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/**
 * Changes the place at which peers send to this node, from time to time and at random. A publisher
 * sends a report to one subscriber after the other, in the same order each time. So the way to the
 * last one is longer than the way back, by 5 to 20 µs a place, and neither end can see that. Within
 * the minute of which a node takes the least delays, each should come first once.
 *
 * <p>A publisher finds subscribers from the shortest prefix to the longest. So a second, shorter
 * subscription moves this node forward, the further the shorter it is. The first one always stays,
 * so no report is lost in between.
 */
final class SendOrder {

    private static final long PLACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final byte[] topic;
    private final int shortest;
    private final RandomGenerator random;
    private byte @Nullable [] second;
    private boolean changed;
    private long changedNanos;

    /**
     * @param topic the subscription that stays
     * @param shortest least length of the second one, bytes, less than that of the topic
     */
    SendOrder(byte[] topic, int shortest, RandomGenerator random) {
        this.topic = topic;
        this.shortest = shortest;
        this.random = random;
    }

    /**
     * Changes the place if it is time.
     *
     * @param socket an XSUB that subscribes to the topic
     */
    void look(ZMQ.Socket socket, long nowNanos) {
        if (this.changed && nowNanos - this.changedNanos < PLACE_NANOS) {
            return;
        }
        this.changed = true;
        this.changedNanos = nowNanos;
        byte[] former = this.second;
        int length = this.shortest + this.random.nextInt(this.topic.length - this.shortest + 1);
        if (former != null && former.length == length) {
            return;
        }
        this.second = (length < this.topic.length) ? Arrays.copyOf(this.topic, length) : null;
        if (this.second != null) {
            Messaging.subscribe(socket, this.second);
        }
        if (former != null) {
            Messaging.unsubscribe(socket, former);
        }
    }
}
