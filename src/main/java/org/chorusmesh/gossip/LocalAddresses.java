package org.chorusmesh.gossip;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Optional;

/** The addresses of this machine. */
final class LocalAddresses {

    private LocalAddresses() {}

    /** Whether an address leads back to this machine. */
    static boolean contains(InetAddress ip) {
        try {
            return ip.isLoopbackAddress() || NetworkInterface.getByInetAddress(ip) != null;
        } catch (SocketException ex) {
            return false;
        }
    }

    /**
     * The address at which others most likely reach this machine: the first that is not loopback,
     * of the interfaces that are up, IPv4 before IPv6; loopback if there is none.
     */
    static InetAddress mostReachable() {
        return firstOf(true).or(() -> firstOf(false)).orElseGet(InetAddress::getLoopbackAddress);
    }

    private static Optional<InetAddress> firstOf(boolean ipv4) {
        try {
            for (NetworkInterface face :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!face.isUp() || face.isLoopback()) {
                    continue;
                }
                for (InetAddress ip : Collections.list(face.getInetAddresses())) {
                    if (ipv4 == (ip instanceof Inet4Address) && !ip.isLinkLocalAddress()) {
                        return Optional.of(ip);
                    }
                }
            }
        } catch (SocketException ex) {
            // Loopback remains.
        }
        return Optional.empty();
    }
}
