package org.chorusmesh.gossip;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * A numeric address to dial. JeroMQ is only ever given these, since it would look a name up on its
 * I/O thread.
 *
 * @param ip the address; a name that it may carry is never used
 * @param port 1 … 65535
 */
record Address(InetAddress ip, int port) {

    /** The address as JeroMQ connects to it. */
    String uri() {
        return "tcp://" + this;
    }

    /** The address as JeroMQ's metadata and {@link ContactWatch} state it. */
    String text() {
        return text(this.ip, this.port);
    }

    /** An address as JeroMQ's metadata states it. */
    static String text(InetAddress ip, int port) {
        return ip.getHostAddress() + ":" + port;
    }

    @Override
    public String toString() {
        String numeric = this.ip.getHostAddress();
        return ((this.ip instanceof Inet6Address) ? "[" + numeric + "]" : numeric)
                + ":"
                + this.port;
    }
}
