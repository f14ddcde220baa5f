package org.chorusmesh.gossip;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;

/**
 * Watches how far the connection of a dialling socket has come. JeroMQ calls it on its I/O thread,
 * so it must not throw and must not wait.
 */
final class ContactWatch implements ZEvent.ZEventConsummer {

    /** The events to register it for. */
    static final int EVENTS =
            ZMQ.EVENT_CONNECTED
                    | ZMQ.EVENT_DISCONNECTED
                    | ZMQ.EVENT_CLOSED
                    | ZMQ.EVENT_HANDSHAKE_PROTOCOL;

    /** The version that JeroMQ states for ZMTP 1.0, and for anything that is not ZMTP. */
    private static final int UNVERSIONED = 0;

    private volatile Contact contact = Contact.NONE;
    private volatile boolean delivered;
    private volatile boolean reachedItself;

    Contact contact() {
        return this.contact;
    }

    /** Notes that a frame has come in. */
    void delivered() {
        this.delivered = true;
    }

    /**
     * Whether the connection leads back to its own socket. A dial to a port of this machine on
     * which nothing listens may get that same port as its local end. Such a connection holds the
     * port.
     */
    boolean reachedItself() {
        return this.reachedItself;
    }

    @Override
    public void consume(zmq.ZMQ.Event event) {
        switch (event.event) {
            case ZMQ.EVENT_CONNECTED -> connected(event.arg);
            case ZMQ.EVENT_HANDSHAKE_PROTOCOL -> greeted(event.arg);
            case ZMQ.EVENT_DISCONNECTED ->
                    this.contact =
                            (this.delivered || this.reachedItself)
                                    ? Contact.REFUSED
                                    : Contact.FOREIGN;
            case ZMQ.EVENT_CLOSED -> this.contact = Contact.REFUSED;
            default -> {
                // Not registered for.
            }
        }
    }

    /** Never called: the raw event is taken. */
    @Override
    public void consume(ZEvent event) {}

    private void greeted(Object version) {
        if (!this.reachedItself) {
            boolean zmtp = !Integer.valueOf(UNVERSIONED).equals(version);
            this.contact = zmtp ? Contact.GREETED : Contact.FOREIGN;
        }
    }

    private void connected(Object channel) {
        if (this.contact != Contact.FOREIGN) {
            this.contact = Contact.OPEN;
        }
        try {
            if (channel instanceof SocketChannel socket
                    && socket.getLocalAddress().equals(socket.getRemoteAddress())) {
                // Reset instead of closed, so that it does not hold the port for another minute.
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                this.reachedItself = true;
                this.contact = Contact.REFUSED;
            }
        } catch (IOException | RuntimeException ex) {
            // Closed already.
            this.contact = Contact.REFUSED;
        }
    }
}
