package org.chorusmesh.gossip;

import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Allocates each message that JeroMQ is about to read, and bounds its size. JeroMQ 0.6.0 accepts
 * sizes that are negative as a long, and then asks for two billion bytes or for a negative number,
 * which ends its I/O thread (jeromq issue 1005). Such a message gets no room, and its connection
 * fails on what follows.
 *
 * <p>This class also closes two other ways to fill the heap, because nothing else sees a message
 * this early. Parts of one message do not count against the high-water mark, and JeroMQ would
 * collect a message without an end. So each part becomes a message of its own; Chorus has no
 * others. A publisher keeps every topic that is subscribed to. So a topic that no report can match
 * becomes an ordinary message, which is discarded.
 */
final class BoundedMessages implements MsgAllocator {

    private final int maxBytes;
    private final IntFunction<Msg> messages;

    private BoundedMessages(int maxBytes, IntFunction<Msg> messages) {
        this.maxBytes = maxBytes;
        this.messages = messages;
    }

    /**
     * For a socket that receives reports: each is a {@link ReceivedMessage}.
     *
     * @param nanoClock monotonic clock that stamps receipts
     */
    static BoundedMessages ofReports(int maxBytes, LongSupplier nanoClock) {
        return new BoundedMessages(
                maxBytes, (size) -> new ReceivedMessage(size, nanoClock.getAsLong()));
    }

    /**
     * For a socket that receives subscriptions.
     *
     * @param topic start of every published message; subscriptions to it or to a prefix of it are
     *     valid
     */
    static BoundedMessages ofSubscriptions(int maxBytes, byte[] topic) {
        return new BoundedMessages(maxBytes, (size) -> new Subscription(size, topic));
    }

    @Override
    public Msg allocate(int size) {
        return this.messages.apply((size < 0 || size > this.maxBytes) ? 0 : size);
    }

    private static final class Subscription extends SinglePart {

        private static final byte CANCEL = 0;
        private static final byte SUBSCRIBE = 1;
        private static final byte NEITHER = 2;

        private final byte[] topic;

        Subscription(int size, byte[] topic) {
            super(size);
            this.topic = topic;
        }

        /** The socket recognises a subscription by the first byte. */
        @Override
        public byte get(int index) {
            byte value = super.get(index);
            boolean subscription = index == 0 && (value == SUBSCRIBE || value == CANCEL);
            return (subscription && !canMatch()) ? NEITHER : value;
        }

        private boolean canMatch() {
            if (size() - 1 > this.topic.length) {
                return false;
            }
            for (int i = 1; i < size(); i++) {
                if (super.get(i) != this.topic[i - 1]) {
                    return false;
                }
            }
            return true;
        }
    }
}
