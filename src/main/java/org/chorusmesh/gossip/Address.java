package org.chorusmesh.gossip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A numeric address to dial. JeroMQ is only ever given these, since it would look a name up on its
 * I/O thread.
 *
 * @param ip the address; a name that it may carry is never used
 * @param port 1 … 65535
 */
record Address(InetAddress ip, int port) {

    /** An order that is the same at every node. */
    static final Comparator<Address> ORDER =
            Comparator.comparing(
                            (Address address) -> address.ip.getAddress(), Arrays::compareUnsigned)
                    .thenComparingInt(Address::port);

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

    /**
     * Its text on the rings of the overlay, the same at every node: without the zone that an IPv6
     * address has on one machine only.
     */
    String place() {
        String text = toString();
        int zone = text.indexOf('%');
        return (zone < 0) ? text : text.substring(0, zone) + text.substring(text.indexOf(']'));
    }

    @Override
    public String toString() {
        String numeric = this.ip.getHostAddress();
        return ((this.ip instanceof Inet6Address) ? "[" + numeric + "]" : numeric)
                + ":"
                + this.port;
    }
}
