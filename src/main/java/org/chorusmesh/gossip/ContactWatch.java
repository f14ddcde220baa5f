package org.chorusmesh.gossip;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/**
 * Watches how far one connection has come. JeroMQ's I/O thread tells it, so it must not throw and
 * must not wait. An event of an earlier connection to the same address may come late.
 */
final class ContactWatch {

    /** The events to register it for. */
    static final int EVENTS =
            ZMQ.EVENT_CONNECTED
                    | ZMQ.EVENT_DISCONNECTED
                    | ZMQ.EVENT_CLOSED
                    | ZMQ.EVENT_HANDSHAKE_PROTOCOL;

    /**
     * How JeroMQ counts ZMTP 3.0. Members speak it or a later version. 0 stands for ZMTP 1.0, and
     * for anything that is not ZMTP.
     */
    private static final int ZMTP_3 = 3;

    /** More connections to one address do not come up at about the same time. */
    private static final int MOST_LOCALS = 4;

    private volatile Contact contact = Contact.NONE;
    private volatile boolean delivered;
    private volatile boolean reachedItself;
    private volatile List<String> locals = List.of();
    private @Nullable Object channel;

    Contact contact() {
        return this.contact;
    }

    /** Notes that a frame has come in. */
    void delivered() {
        if (!this.delivered) {
            this.delivered = true;
        }
    }

    /**
     * Whether the connection leads back to its own socket. A dial to a port of this machine on
     * which nothing listens may get that same port as its local end. Such a connection holds the
     * port.
     */
    boolean reachedItself() {
        return this.reachedItself;
    }

    /**
     * Whether one of the last connections has this local address. Not only the last one that came
     * up: a connection that was given up may come up after the one that takes its place.
     */
    boolean isLocal(String address) {
        return this.locals.contains(address);
    }

    /** Notes an event, and returns whether it has changed how far the connection has come. */
    boolean note(zmq.ZMQ.Event event) {
        Contact before = this.contact;
        switch (event.event) {
            case ZMQ.EVENT_CONNECTED -> connected(event.arg);
            case ZMQ.EVENT_HANDSHAKE_PROTOCOL -> greeted(event.arg);
            case ZMQ.EVENT_DISCONNECTED -> disconnected(event.arg);
            case ZMQ.EVENT_CLOSED -> closed();
            default -> {
                // Not registered for.
            }
        }
        return this.contact != before;
    }

    private void greeted(Object version) {
        if (!this.reachedItself) {
            boolean zmtp = version instanceof Integer number && number >= ZMTP_3;
            this.contact = zmtp ? Contact.GREETED : Contact.FOREIGN;
        }
    }

    private void disconnected(Object channel) {
        if (channel == this.channel) {
            this.channel = null;
            this.contact =
                    (this.delivered || this.reachedItself) ? Contact.REFUSED : Contact.FOREIGN;
        }
    }

    /** A dial that failed; while there is a connection, one from before this watch. */
    private void closed() {
        if (this.channel == null) {
            this.contact = Contact.REFUSED;
        }
    }

    private void connected(Object channel) {
        this.channel = channel;
        if (this.contact != Contact.FOREIGN) {
            this.contact = Contact.OPEN;
        }
        try {
            if (!(channel instanceof SocketChannel socket)
                    || !(socket.getLocalAddress() instanceof InetSocketAddress near)) {
                return;
            }
            noteLocal(Address.text(near.getAddress(), near.getPort()));
            if (near.equals(socket.getRemoteAddress())) {
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

    private void noteLocal(String local) {
        List<String> noted = new ArrayList<>(this.locals);
        noted.add(local);
        this.locals =
                List.copyOf(noted.subList(Math.max(0, noted.size() - MOST_LOCALS), noted.size()));
    }
}
