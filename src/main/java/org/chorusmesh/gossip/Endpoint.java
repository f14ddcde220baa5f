package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code host:port} as people write it: a name, an IPv4 address, an IPv6 address in brackets, or
 * {@code *} for every address of the machine. {@code localhost} is 127.0.0.1 by definition, so that
 * it never stands for two addresses. Only {@link #lookup} asks a name service.
 *
 * @param host the name or the numeric address, without brackets
 * @param port 0 … 65535, where 0 leaves the choice to the system
 */
public record Endpoint(String host, int port) implements PeerEntry {

    private static final Pattern NAME =
            Pattern.compile("(?!-)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final int MAX_NAME_LENGTH = 253;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads an address to bind.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        int bracket = text.lastIndexOf(']');
        if (text.isBlank()) {
            throw fault(text, "is empty");
        }
        if (colon <= bracket) {
            throw fault(text, "has no port: write host:port");
        }
        String host = text.substring(0, colon);
        int port = parsePort(text, text.substring(colon + 1));
        if (host.startsWith("[") && bracket == host.length() - 1) {
            host = host.substring(1, bracket);
            checkIpv6(text, host);
        } else {
            checkHost(text, host);
        }
        return new Endpoint(host, port);
    }

    /**
     * Reads an address to dial, which has a port and is not a wildcard.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    public static Endpoint parsePeer(String text) {
        Endpoint endpoint = parse(text);
        if (endpoint.port == 0) {
            throw fault(text, "cannot be dialled: its port is 0");
        }
        if (endpoint.isWildcard()) {
            throw fault(text, "cannot be dialled: it names every address of a machine");
        }
        return endpoint;
    }

    /** Whether only this machine can reach it: a numeric loopback address or {@code localhost}. */
    public boolean isLoopback() {
        return numeric().map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** Whether it stands for every address of the machine. */
    public boolean isWildcard() {
        return this.host.equals("*") || numeric().map(InetAddress::isAnyLocalAddress).orElse(false);
    }

    /**
     * Whether a dial to this leads to what is bound at an endpoint, as far as that can be told
     * without a name service.
     */
    public boolean leadsTo(Endpoint bound) {
        if (this.port != bound.port) {
            return false;
        }
        if (bound.isWildcard()) {
            return numeric().filter(LocalAddresses::contains).isPresent();
        }
        return this.host.equalsIgnoreCase(bound.host)
                || numeric()
                        .filter((ip) -> bound.numeric().filter(ip::equals).isPresent())
                        .isPresent();
    }

    /**
     * One address of the host, looked up if it is a name.
     *
     * @throws UnknownHostException if the name service does not know it
     */
    InetAddress lookup(NameService names) throws UnknownHostException {
        if (this.host.equals("*")) {
            // The JDK takes this for every IPv6 address as well, where there is IPv6.
            return InetAddress.getByName("0.0.0.0");
        }
        Optional<InetAddress> numeric = numeric();
        return numeric.isPresent() ? numeric.get() : names.lookup(this.host).get(0);
    }

    /** The address where the host is numeric or {@code localhost}; empty for any other name. */
    Optional<InetAddress> numeric() {
        try {
            if (this.host.indexOf(':') >= 0) {
                return Optional.of(InetAddress.getByName("[" + this.host + "]"));
            }
            if (IPV4.matcher(this.host).matches()) {
                return Optional.of(InetAddress.getByName(this.host));
            }
            if (this.host.toLowerCase(Locale.ROOT).equals("localhost")) {
                return Optional.of(
                        InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}));
            }
            return Optional.empty();
        } catch (UnknownHostException ex) {
            throw new IllegalArgumentException(this.host + " is not an address", ex);
        }
    }

    @Override
    public String toString() {
        return ((this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host)
                + ":"
                + this.port;
    }

    static int parsePort(String text, String digits) {
        if (digits.isEmpty()
                || digits.length() > 5
                || !digits.chars().allMatch((c) -> c >= '0' && c <= '9')) {
            throw fault(
                    text, "has no valid port: '" + digits + "' is not a number from 0 to 65535");
        }
        int port = Integer.parseInt(digits);
        if (port > MAX_PORT) {
            throw fault(text, "has no valid port: " + port + " is above 65535");
        }
        return port;
    }

    private static void checkIpv6(String text, String host) {
        try {
            if (host.indexOf(':') < 0) {
                throw new UnknownHostException(host);
            }
            InetAddress.getByName("[" + host + "]");
        } catch (UnknownHostException ex) {
            throw fault(text, "has no valid IPv6 address in its brackets");
        }
    }

    private static void checkHost(String text, String host) {
        if (host.isEmpty()) {
            throw fault(text, "has no host");
        }
        if (host.indexOf(':') >= 0) {
            throw fault(text, "is ambiguous: write an IPv6 address in brackets, [::1]:7000");
        }
        if (host.equals("*")) {
            return;
        }
        if (DIGITS_AND_DOTS.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw fault(text, "has no valid IPv4 address");
        }
        if (host.length() > MAX_NAME_LENGTH || !NAME.matcher(host).matches()) {
            throw fault(text, "has no valid host name");
        }
    }

    private static IllegalArgumentException fault(String text, String what) {
        return new IllegalArgumentException("'" + text + "' " + what);
    }
}
