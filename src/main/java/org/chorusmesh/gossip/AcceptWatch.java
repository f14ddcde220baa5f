package org.chorusmesh.gossip;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;

/**
 * Sees to it that a lack of descriptors does not make the I/O thread spin. A peer that cannot be
 * accepted stays in the queue of the listening socket, so JeroMQ tries again at once, without end.
 * This class keeps one descriptor in reserve, with which it accepts the peer and closes the
 * connection. The peer then dials again after its own pause. JeroMQ calls it on its I/O thread.
 */
final class AcceptWatch implements ZEvent.ZEventConsummer {

    /** The events to register it for. */
    static final int EVENTS = ZMQ.EVENT_LISTENING | ZMQ.EVENT_ACCEPT_FAILED | ZMQ.EVENT_CLOSED;

    /** How long to hold the I/O thread where there is no reserve either. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Shortage shortage;
    private @Nullable ServerSocketChannel listener;
    private @Nullable SocketChannel reserve;

    AcceptWatch(Shortage shortage) {
        this.shortage = shortage;
    }

    @Override
    public void consume(zmq.ZMQ.Event event) {
        if (event.event == ZMQ.EVENT_LISTENING) {
            if (event.arg instanceof ServerSocketChannel channel) {
                this.listener = channel;
                keepReserve();
            }
        } else if (event.event == ZMQ.EVENT_ACCEPT_FAILED) {
            turnAway();
        } else if (event.arg == this.listener) {
            close();
        }
    }

    /** Called under the same lock as the other, by any thread. */
    @Override
    public void close() {
        this.listener = null;
        close(this.reserve);
        this.reserve = null;
    }

    /** Never called: the raw event is taken. */
    @Override
    public void consume(ZEvent event) {}

    private void turnAway() {
        ServerSocketChannel open = this.listener;
        if (open == null) {
            return;
        }
        try {
            // What has failed may succeed by now.
            close(open.accept());
        } catch (IOException ex) {
            if (this.shortage.isOne(ex)) {
                turnAwayWithReserve(open);
            }
        }
    }

    private void turnAwayWithReserve(ServerSocketChannel open) {
        close(this.reserve);
        try {
            close(open.accept());
        } catch (IOException ex) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        keepReserve();
    }

    private void keepReserve() {
        try {
            this.reserve = SocketChannel.open();
        } catch (IOException ex) {
            this.reserve = null;
        }
    }

    private static void close(@Nullable Closeable channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException ex) {
            // It is closed anyway.
        }
    }
}
