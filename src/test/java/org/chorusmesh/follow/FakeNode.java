package org.chorusmesh.follow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An HTTP server on loopback that answers as a node would, or as a test says. */
final class FakeNode implements AutoCloseable {

    static final double FREQUENCY_HZ = 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String nodeId;
    final AtomicInteger requests = new AtomicInteger();

    /** The number of beats at the origin of the clock. */
    volatile double shiftBeats;

    /** Stands in for the answers if it is not null. */
    volatile HttpHandler instead;

    FakeNode(String nodeId, double number) throws IOException {
        this(nodeId, number, 0);
    }

    FakeNode(String nodeId, double number, int port) throws IOException {
        this.nodeId = nodeId;
        this.shiftBeats = number - System.nanoTime() * 1e-9 * FREQUENCY_HZ;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        this.server.createContext("/api/v1/", this::answer);
        this.server.setExecutor(this.threads);
        this.server.start();
    }

    int port() {
        return this.server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    private void answer(HttpExchange exchange) throws IOException {
        this.requests.incrementAndGet();
        HttpHandler handler = this.instead;
        if (handler != null) {
            handler.handle(exchange);
        } else if (exchange.getRequestURI().getPath().endsWith("/beats")) {
            stream(exchange);
        } else if (exchange.getRequestURI().getPath().endsWith("/beat")) {
            send(exchange, 200, "application/json", beat());
        } else {
            send(exchange, 200, "application/json", members());
        }
    }

    /** Each beat as an event, until the connection ends. */
    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        long last = number();
        body.write("retry:1000\n\n".getBytes(StandardCharsets.UTF_8));
        while (!Thread.currentThread().isInterrupted()) {
            if (number() > last) {
                last = number();
                String event = "event:beat\nid:%d\ndata:{\"number\":%<d}\n\n".formatted(last);
                body.write(event.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The beat that fired last. */
    long number() {
        return (long) Math.floor(place(System.nanoTime()));
    }

    static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private double place(long nanos) {
        return nanos * 1e-9 * FREQUENCY_HZ + this.shiftBeats;
    }

    private String beat() {
        long now = System.nanoTime();
        long number = (long) Math.floor(place(now));
        return """
                {"nodeId": "%s", "mesh": "chorus", "state": "running", "number": %d, "phase": %s,
                 "frequencyHz": %s, "nextNumber": %d, "errorBound": 0, "settled": true,
                 "receivedNanos": %d, "sentNanos": %d}
                """
                .formatted(
                        this.nodeId,
                        number,
                        place(now) - number,
                        FREQUENCY_HZ,
                        number + 1,
                        now,
                        now);
    }

    private String members() {
        long epoch = Math.floorDiv((long) Math.floor(place(System.nanoTime())), 16);
        return """
                {"members": [{"nodeId": "%s", "incarnation": 1, "bootId": "0000000000000001",
                  "state": "settled", "ageMillis": 0, "silenceMillis": 0, "held": false,
                  "self": true}],
                 "epochBeats": 16, "presentEpoch": %s, "comingEpoch": %s}
                """
                .formatted(this.nodeId, list(epoch), list(epoch + 1));
    }

    private String list(long epoch) {
        return """
                {"firstNumber": %d, "list": ["%s"], "held": [], "radius": 255,
                 "digest": "0000000000000001", "agreed": true}
                """
                .formatted(epoch * 16, this.nodeId);
    }

    @Override
    public void close() {
        this.server.stop(0);
        this.threads.shutdownNow();
    }
}
