package org.chorusmesh.gossip;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.chorusmesh.node.NodeIdentity;

/**
 * A node in a process that has too few file descriptors, until a line on its standard input makes
 * it release those that it holds for nothing. It prints how many addresses it hears, and how long
 * its I/O thread has computed.
 */
final class StarvedNode {

    static final String ID = "starved";

    /** Left when the node starts: enough for its sockets and for a few connections. */
    private static final int LEFT = 45;

    private StarvedNode() {}

    public static void main(String[] peers) throws IOException {
        // Classes are loaded from files: later there may be no descriptor for that.
        new Shortage("warm-up", System::nanoTime).isOne(new IOException("Too many open files"));
        try (GossipFixture fixture = new GossipFixture()) {
            GossipFixture.Peer a = fixture.node("a").start();
            fixture.node("b").peers(a.endpoint(), "127.0.0.1:1").start().awaitHearing(a);
        }
        Deque<FileInputStream> ballast = ballast();
        ZmqGossip node =
                new ZmqGossip(
                        new NodeIdentity(GossipFixture.MESH, ID, GossipFixture.boot(ID)),
                        new GossipConfiguration(
                                "127.0.0.1:0", List.of(peers), List.of(), 2_000_000_000L, 0),
                        System::nanoTime,
                        new Random(1),
                        (host) -> List.of());
        node.start();
        print("bound", node.status().boundEndpoint());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        while (true) {
            String line = in.readLine();
            if (line == null) {
                return;
            }
            if (line.equals("release")) {
                while (!ballast.isEmpty()) {
                    ballast.pop().close();
                }
            }
            node.drain();
            print(
                    "heard",
                    node.status().links().stream()
                            .filter((link) -> link.state() == AddressState.HEARD)
                            .count());
            print("healthy", node.status().healthy());
            print("io", ioNanos());
        }
    }

    private static Deque<FileInputStream> ballast() throws IOException {
        Deque<FileInputStream> ballast = new ArrayDeque<>();
        try {
            while (true) {
                ballast.push(new FileInputStream("/dev/null"));
            }
        } catch (IOException ex) {
            for (int i = 0; i < LEFT; i++) {
                ballast.pop().close();
            }
            return ballast;
        }
    }

    private static long ioNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter((info) -> info != null && info.getThreadName().equals("chorus-starved-io"))
                .mapToLong((info) -> threads.getThreadCpuTime(info.getThreadId()))
                .sum();
    }

    private static void print(String what, Object value) {
        System.out.println("= " + what + " " + value);
    }
}
