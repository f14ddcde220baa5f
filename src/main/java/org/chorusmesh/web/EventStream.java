package org.chorusmesh.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.ChorusNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the node's state to whoever listens, ten times a second, from a thread of its own. A
 * bounded number of clients; one that takes nothing for a while is dropped.
 */
final class EventStream implements SmartLifecycle {

    static final int MAX_CLIENTS = 32;

    private static final long PERIOD_MILLIS = 100;

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /** Before the web server waits for its requests to end, which these never do by themselves. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private static final Logger logger = LoggerFactory.getLogger(EventStream.class);

    private final ChorusNode node;

    private final JsonMapper mapper;

    private final long patienceNanos;

    private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor((task) -> new Thread(task, "chorus-events"));

    private volatile boolean running;

    EventStream(ChorusNode node, JsonMapper mapper) {
        this(node, mapper, PATIENCE_NANOS);
    }

    /**
     * With a patience of its own.
     *
     * @param patienceNanos how long a client may take nothing
     */
    EventStream(ChorusNode node, JsonMapper mapper, long patienceNanos) {
        this.node = node;
        this.mapper = mapper;
        this.patienceNanos = patienceNanos;
    }

    /**
     * Takes a client in.
     *
     * @throws ApiException 503 if there is no room for one more, or the stream does not run; the
     *     request is left alone then
     */
    synchronized void open(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!this.running) {
            throw ApiException.unavailable("The event stream does not run.");
        }
        if (this.clients.size() >= MAX_CLIENTS) {
            throw ApiException.unavailable(
                    "All " + MAX_CLIENTS + " places of the event stream are taken.");
        }
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Proxies that buffer would hold a stream back.
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        EventClient client =
                new EventClient(
                        context,
                        response.getOutputStream(),
                        System.nanoTime(),
                        this.clients::remove);
        this.clients.add(client);
        client.begin();
    }

    int clients() {
        return this.clients.size();
    }

    private void send() {
        if (this.clients.isEmpty()) {
            return;
        }
        try {
            byte[] event = encode(this.node.snapshot());
            long now = System.nanoTime();
            for (EventClient client : this.clients) {
                if (client.offer(event, now) > this.patienceNanos) {
                    logger.info(
                            "A client of the event stream has taken nothing for too long and is dropped");
                    client.close();
                }
            }
        } catch (RuntimeException ex) {
            // An exception would end the schedule.
            logger.error("The event stream has failed; the next event is sent all the same", ex);
        }
    }

    private byte[] encode(NodeSnapshot snapshot) {
        String event =
                "event: state\nid: "
                        + snapshot.lamport()
                        + "\ndata: "
                        + this.mapper.writeValueAsString(EventResource.of(snapshot))
                        + "\n\n";
        return event.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void start() {
        this.running = true;
        this.executor.scheduleAtFixedRate(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        this.running = false;
        this.executor.shutdown();
        this.clients.forEach(EventClient::close);
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** Goes on as the node does, whose stream it is. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
