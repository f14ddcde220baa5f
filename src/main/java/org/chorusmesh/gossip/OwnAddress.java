package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address at which a node publishes, from the one that is configured to the one it binds. */
final class OwnAddress {

    private static final Logger logger = LoggerFactory.getLogger(OwnAddress.class);

    private final Endpoint configured;
    private final NameService names;
    private final Supplier<@Nullable Address> bound;

    /**
     * @param configured the address to bind; port 0 takes a free one
     * @param bound the address that is bound, with the real port; null before the start
     */
    OwnAddress(Endpoint configured, NameService names, Supplier<@Nullable Address> bound) {
        this.configured = configured;
        this.names = names;
        this.bound = bound;
    }

    /**
     * The address to bind.
     *
     * @throws GossipException if the name service does not know the host
     */
    Address toBind() {
        try {
            InetAddress ip = this.configured.lookup(this.names);
            return new Address(ip, this.configured.port());
        } catch (UnknownHostException ex) {
            throw new GossipException(
                    "Cannot bind " + this.configured + ": there is no such host", ex);
        }
    }

    /** The address that is bound, with the real port; null before the start. */
    @Nullable Address bound() {
        return this.bound.get();
    }

    /** Its text on the rings of the overlay: the one to dial if it is bound, else as configured. */
    String place() {
        Address own = this.bound.get();
        if (own == null) {
            return this.configured.toString();
        }
        return dialledAt(own).place();
    }

    /** Whether this node is bound to an address. */
    boolean isAt(Address address) {
        Address own = this.bound.get();
        if (own == null || address.port() != own.port()) {
            return false;
        }
        return own.ip().isAnyLocalAddress()
                ? LocalAddresses.contains(address.ip())
                : own.ip().equals(address.ip());
    }

    /** The {@code host:port} that peers can dial; empty before the start. */
    @Override
    public String toString() {
        Address own = this.bound.get();
        if (own == null) {
            return "";
        }
        return dialledAt(own).toString();
    }

    private static Address dialledAt(Address own) {
        return own.ip().isAnyLocalAddress()
                ? new Address(LocalAddresses.mostReachable(), own.port())
                : own;
    }

    /** Logs a warning if the system may give the configured port to an outgoing connection. */
    void warnIfEphemeral() {
        EphemeralPorts.find()
                .filter((ports) -> ports.contains(this.configured.port()))
                .ifPresent(
                        (ports) ->
                                logger.warn(
                                        "Port {} of chorus.gossip.bind is in the range that this system"
                                                + " uses for outgoing connections, {} to {}: it may be"
                                                + " taken when a node starts. Choose a port below the"
                                                + " range, or reserve it in"
                                                + " net.ipv4.ip_local_reserved_ports",
                                        this.configured.port(),
                                        ports.first(),
                                        ports.last()));
    }
}
