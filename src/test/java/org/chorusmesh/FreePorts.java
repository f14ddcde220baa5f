package org.chorusmesh;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Ports that a test may bind later, or again. The system gives none of them to an outgoing
 * connection, as it may with the port of a socket that was bound to port 0 and is closed.
 */
public final class FreePorts {

    /** Below the ports for outgoing connections, on each common system. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 10_000;

    /** Another process with tests most likely begins elsewhere. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePorts() {}

    /** One that no test of this process has had yet. */
    public static int next() {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No port is free");
    }

    /** As many different ones, each with the address of loopback: {@code 127.0.0.1:20000}. */
    public static List<String> addresses(int count) {
        return Stream.generate(FreePorts::next)
                .limit(count)
                .map((port) -> "127.0.0.1:" + port)
                .toList();
    }

    /** At every address of this machine. */
    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1)) {
            return socket.isBound();
        } catch (IOException ex) {
            return false;
        }
    }
}
