package org.chorusmesh.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.LogBudget;
import org.chorusmesh.service.Synchrony;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the node's state to its clients ten times a second. The number of clients is bounded, and
 * one that reads nothing for a while is cut off. Threads of its own do it, so that a client holds
 * up neither the node nor other clients.
 */
final class EventStream implements SmartLifecycle {

    static final int MAX_CLIENTS = 32;

    /** Threads of clients that were cut off end only with the server's own write timeout. */
    private static final int MAX_SENDERS = 2 * MAX_CLIENTS;

    private static final long PERIOD_MILLIS = 100;

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /** Before the web server waits for its requests to end, which these never do by themselves. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private static final Logger logger = LoggerFactory.getLogger(EventStream.class);

    private final LogBudget budget = new LogBudget(logger, "clients of the event stream");

    private final ChorusNode node;

    private final JsonMapper mapper;

    private final long patienceNanos;

    private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor((task) -> new Thread(task, "chorus-events"));

    private final ThreadPoolExecutor senders =
            new ThreadPoolExecutor(
                    0,
                    MAX_SENDERS,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    senderThreads());

    private volatile boolean running;

    EventStream(ChorusNode node, JsonMapper mapper) {
        this(node, mapper, PATIENCE_NANOS);
    }

    /**
     * With a patience of its own.
     *
     * @param patienceNanos how long a client may read nothing
     */
    EventStream(ChorusNode node, JsonMapper mapper, long patienceNanos) {
        this.node = node;
        this.mapper = mapper;
        this.patienceNanos = patienceNanos;
    }

    private static CustomizableThreadFactory senderThreads() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("chorus-events-");
        threads.setDaemon(true);
        return threads;
    }

    /**
     * Takes a client in.
     *
     * @throws ApiException 503 if there is no room for one more, or the stream does not run
     */
    SseEmitter open() {
        return open(new SseEmitter(0L));
    }

    synchronized SseEmitter open(SseEmitter emitter) {
        if (!this.running) {
            throw ApiException.unavailable("The event stream does not run.");
        }
        if (this.clients.size() >= MAX_CLIENTS) {
            throw ApiException.unavailable(
                    "All " + MAX_CLIENTS + " places of the event stream are taken.");
        }
        EventClient client = new EventClient(emitter);
        emitter.onCompletion(() -> this.clients.remove(client));
        emitter.onError((failure) -> this.clients.remove(client));
        this.clients.add(client);
        return emitter;
    }

    int clients() {
        return this.clients.size();
    }

    private void send() {
        long now = System.nanoTime();
        this.budget.settle(now);
        if (this.clients.isEmpty()) {
            return;
        }
        try {
            Synchrony synchrony = this.node.synchrony();
            String id = Long.toString(synchrony.snapshot().lamport());
            String data = this.mapper.writeValueAsString(EventResource.of(synchrony));
            for (EventClient client : this.clients) {
                send(client, id, data, now);
            }
        } catch (RuntimeException ex) {
            // An exception would end the schedule.
            logger.error("The event stream has failed; the next event is sent all the same", ex);
        }
    }

    private void send(EventClient client, String id, String data, long now) {
        try {
            if (client.offer(id, data, this.senders, now) <= this.patienceNanos) {
                return;
            }
        } catch (RejectedExecutionException ex) {
            // So many that were cut off still hold their threads that this one gets none.
        }
        if (this.clients.remove(client) && this.budget.spend(now)) {
            logger.info("A client of the event stream read nothing for too long and is cut off");
        }
        client.end();
    }

    @Override
    public void start() {
        this.running = true;
        this.clock.scheduleAtFixedRate(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        this.running = false;
        this.clock.shutdown();
        this.clients.forEach(EventClient::end);
        this.senders.shutdown();
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
