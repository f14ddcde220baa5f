package org.chorusmesh.gossip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ports that this system gives to outgoing connections, as Linux states them. One of them may
 * be in use when a node tries to bind it.
 *
 * @param first the lowest
 * @param last the highest
 * @param reserved ports and ranges among them that the system leaves alone, with commas
 */
record EphemeralPorts(int first, int last, String reserved) {

    private static final Path LINUX = Path.of("/proc/sys/net/ipv4");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\D+(\\d+)");

    /** The ports of this system; empty if it does not state them. */
    static Optional<EphemeralPorts> find() {
        return find(LINUX);
    }

    static Optional<EphemeralPorts> find(Path directory) {
        Matcher range = RANGE.matcher(read(directory.resolve("ip_local_port_range")));
        return range.matches()
                ? Optional.of(
                        new EphemeralPorts(
                                Integer.parseInt(range.group(1)),
                                Integer.parseInt(range.group(2)),
                                read(directory.resolve("ip_local_reserved_ports"))))
                : Optional.empty();
    }

    /** Whether the system may give a port to an outgoing connection. */
    boolean contains(int port) {
        return port >= this.first
                && port <= this.last
                && Stream.of(this.reserved.split(",")).noneMatch((range) -> isIn(range, port));
    }

    private static boolean isIn(String range, int port) {
        Matcher both = RANGE.matcher(range);
        return both.matches()
                ? port >= Integer.parseInt(both.group(1)) && port <= Integer.parseInt(both.group(2))
                : range.equals(Integer.toString(port));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException ex) {
            // Another system.
            return "";
        }
    }
}
