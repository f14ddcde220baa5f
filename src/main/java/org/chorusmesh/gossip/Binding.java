package org.chorusmesh.gossip;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;

/** Finds out why an address cannot be bound, which JeroMQ does not say. */
final class Binding {

    private Binding() {}

    /**
     * Whether an address that could not be bound belongs to this machine. Its port is then taken,
     * by a socket or by a connection that ended less than a minute ago.
     */
    static boolean isTaken(Address address) {
        return address.port() != 0
                && !fault(address).contains("denied")
                && fault(new Address(address.ip(), 0)).isEmpty();
    }

    private static String fault(Address address) {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(new InetSocketAddress(address.ip(), address.port()));
            return "";
        } catch (IOException ex) {
            return String.valueOf(ex.getMessage()).toLowerCase(Locale.ROOT);
        }
    }
}
