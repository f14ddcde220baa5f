package org.chorusmesh.benchmarks.phase;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.benchmarks.harness.Event;

/**
 * A process that passes TCP connections on. What comes back from the target is late by a uniform
 * time, in order, and what goes to the target likewise.
 */
final class DelayRelay {

    private static final int CHUNK_BYTES = 8192;

    private static final int WAITING_CHUNKS = 4096;

    private final double meanMillis;
    private final double spreadMillis;
    private final SplittableRandom random = new SplittableRandom(1);

    private DelayRelay(double meanMillis, double spreadMillis) {
        this.meanMillis = meanMillis;
        this.spreadMillis = spreadMillis;
    }

    /**
     * Arguments: mean of the delay, ms; half of its width, ms; then {@code port=host:port} for each
     * port to listen at and where it leads.
     */
    public static void main(String[] args) throws IOException {
        DelayRelay relay = new DelayRelay(Double.parseDouble(args[0]), Double.parseDouble(args[1]));
        for (String way : List.of(args).subList(2, args.length)) {
            String[] ends = way.split("[=:]");
            ServerSocket server = new ServerSocket(Integer.parseInt(ends[0]), 64);
            start(() -> relay.accept(server, ends[1], Integer.parseInt(ends[2])));
        }
        Event.say("up");
    }

    private void accept(ServerSocket server, String host, int port)
            throws IOException, InterruptedException {
        while (true) {
            Socket client = server.accept();
            start(
                    () -> {
                        try (client;
                                Socket target = new Socket(host, port)) {
                            client.setTcpNoDelay(true);
                            target.setTcpNoDelay(true);
                            Thread there = start(() -> pass(client, target));
                            pass(target, client);
                            there.join();
                        }
                    });
        }
    }

    /** Passes one direction on until it ends, then ends the other. */
    private void pass(Socket from, Socket to) throws IOException, InterruptedException {
        BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>(WAITING_CHUNKS);
        Thread writer = start(() -> write(waiting, to.getOutputStream()));
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[CHUNK_BYTES];
            for (int n = in.read(buffer); n >= 0 && writer.isAlive(); n = in.read(buffer)) {
                waiting.put(new Chunk(Arrays.copyOf(buffer, n), System.nanoTime() + delayNanos()));
            }
        } finally {
            writer.interrupt();
        }
    }

    private static void write(BlockingQueue<Chunk> waiting, OutputStream out)
            throws IOException, InterruptedException {
        while (true) {
            Chunk next = waiting.take();
            TimeUnit.NANOSECONDS.sleep(next.dueNanos - System.nanoTime());
            out.write(next.bytes);
        }
    }

    private synchronized long delayNanos() {
        double millis = this.meanMillis + this.spreadMillis * (2 * this.random.nextDouble() - 1);
        return (long) (millis * 1e6);
    }

    private static Thread start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException | InterruptedException ex) {
                                // One end has gone; the one that dialled dials again.
                            }
                        });
        thread.start();
        return thread;
    }

    /** What a thread does until its connection ends. */
    @FunctionalInterface
    private interface Work {

        void run() throws IOException, InterruptedException;
    }

    /** Bytes that wait until they are due. */
    private static final class Chunk {

        private final byte[] bytes;
        private final long dueNanos;

        Chunk(byte[] bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }
    }
}
