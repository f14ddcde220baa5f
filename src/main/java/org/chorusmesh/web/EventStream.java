package org.chorusmesh.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
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
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the node's state to whoever listens, ten times a second, from a thread of its own. A
 * bounded number of clients; one that takes nothing for a while is dropped.
 */
final class EventStream implements SmartLifecycle {

    static final int MAX_CLIENTS = 32;

    static final long PERIOD_MILLIS = 100;

    static final long PATIENCE_NANOS = 5_000_000_000L;

    /** Before the web server waits for its requests to end, which these never do by themselves. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private static final Logger logger = LoggerFactory.getLogger(EventStream.class);

    private final ChorusNode node;

    private final JsonMapper mapper;

    private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor((task) -> new Thread(task, "chorus-events"));

    private volatile boolean running;

    EventStream(ChorusNode node, JsonMapper mapper) {
        this.node = node;
        this.mapper = mapper;
    }

    /**
     * Takes a client in.
     *
     * @throws ApiException 503 if there are too many, or the stream is not running
     */
    synchronized void open(AsyncContext context, ServletOutputStream output) {
        EventClient client =
                new EventClient(context, output, System.nanoTime(), this.clients::remove);
        this.clients.add(client);
        client.begin();
    }

    /**
     * Makes sure that there is room for one more.
     *
     * @throws ApiException 503 if there is none, or the stream does not run
     */
    void checkRoom() {
        if (!this.running) {
            throw ApiException.unavailable("The event stream does not run.");
        }
        if (this.clients.size() >= MAX_CLIENTS) {
            throw ApiException.unavailable(
                    "All " + MAX_CLIENTS + " places of the event stream are taken.");
        }
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
                if (client.offer(event, now) > PATIENCE_NANOS) {
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
    public void stop() {
        this.running = false;
        this.executor.shutdown();
        this.clients.forEach(EventClient::close);
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
