package org.chorusmesh.gossip;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service in a {@link PeerDirectory} as people write it: {@code discovery:NAME} or {@code
 * discovery:NAME:PORT}. A name of digits alone is not one, since {@code discovery:5690} is port
 * 5690 of the host {@code discovery}.
 *
 * @param service the name of the service
 * @param port the gossip port of instances that state none; 0 for the port of this node
 */
public record ServiceName(String service, int port) implements PeerEntry {

    private static final String PREFIX = "discovery:";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,255}");
    private static final Pattern DIGITS = Pattern.compile("\\d*");

    /** Whether a text begins as a service does. */
    static boolean isMeantBy(String text) {
        return text.startsWith(PREFIX)
                && !DIGITS.matcher(text.substring(PREFIX.length())).matches();
    }

    /**
     * Reads a service.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    static ServiceName parse(String text) {
        String rest = text.substring(PREFIX.length());
        int colon = rest.indexOf(':');
        String service = (colon < 0) ? rest : rest.substring(0, colon);
        Matcher name = NAME.matcher(service);
        if (!name.matches()) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' has no valid name of a service: write discovery:NAME or"
                            + " discovery:NAME:PORT");
        }
        return new ServiceName(service, (colon < 0) ? 0 : port(text, rest.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        int port = Endpoint.parsePort(text, digits);
        if (port == 0) {
            throw new IllegalArgumentException("'" + text + "' cannot be dialled: its port is 0");
        }
        return port;
    }

    @Override
    public String toString() {
        return PREFIX + this.service + ((this.port != 0) ? ":" + this.port : "");
    }
}
