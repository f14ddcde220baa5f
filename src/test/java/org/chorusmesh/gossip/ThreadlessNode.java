package org.chorusmesh.gossip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.chorusmesh.node.NodeIdentity;

/**
 * A node in a process that runs out of threads when a line on its standard input says so, until
 * another one. It prints how many reports it has received since, how many threads receive beside
 * the first, and how many it has.
 */
final class ThreadlessNode {

    static final String ID = "threadless";

    private ThreadlessNode() {}

    public static void main(String[] peers) throws IOException {
        // Classes are loaded before: a class loader may need a thread.
        new Shortage("warm-up", System::nanoTime)
                .isOne(new OutOfMemoryError("unable to create native thread"));
        ZmqGossip node =
                new ZmqGossip(
                        new NodeIdentity(GossipFixture.MESH, ID, GossipFixture.boot(ID)),
                        new GossipConfiguration(
                                "127.0.0.1:0", List.of(peers), List.of(), 2_000_000_000L, 0),
                        System::nanoTime,
                        new Random(1),
                        (host) -> List.of());
        node.start();
        CountDownLatch released = new CountDownLatch(1);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "exhaust" -> exhaust(released);
                case "release" -> released.countDown();
                case "close" -> node.close();
                default -> {}
            }
            System.out.println("= heard " + node.drain().arrivals().size());
            System.out.println("= second " + threads("-receive-2"));
            System.out.println("= all " + threads(""));
        }
    }

    private static void exhaust(CountDownLatch released) {
        List<Thread> threads = new ArrayList<>();
        try {
            while (true) {
                Thread thread = new Thread(() -> await(released));
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
        } catch (OutOfMemoryError ex) {
            System.out.println("= threads " + threads.size());
        }
    }

    private static void await(CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static long threads(String end) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter((name) -> name.startsWith("chorus-" + ID) && name.endsWith(end))
                .count();
    }
}
