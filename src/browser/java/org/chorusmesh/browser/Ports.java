package org.chorusmesh.browser;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback that nobody uses, and that the system gives to no outgoing connection: a node
 * may leave its port and come back to it.
 */
final class Ports {

    private static final int FIRST = 10_000;

    private static final int END = 20_000;

    private static int next = ThreadLocalRandom.current().nextInt(FIRST, END);

    private Ports() {}

    static synchronized List<Integer> free(int count) {
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            next = (next + 1 < END) ? next + 1 : FIRST;
            try (ServerSocket socket = new ServerSocket(next, 1)) {
                ports.add(socket.getLocalPort());
            } catch (IOException ex) {
                // Taken.
            }
        }
        return ports;
    }
}
