package org.chorusmesh.web;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Synchrony;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Sends the node's state to its clients ten times a second. */
final class EventStream implements SmartLifecycle {

    private static final long PERIOD_MILLIS = 100;

    /** Before the web server waits for its requests to end, which these never do by themselves. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private static final Logger logger = LoggerFactory.getLogger(EventStream.class);

    private final ChorusNode node;

    private final JsonMapper mapper;

    private final StreamClients<EventClient> clients;

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor((task) -> new Thread(task, "chorus-events"));

    private volatile boolean running;

    /**
     * A stream that does not run yet.
     *
     * @param places how many clients there may be
     */
    EventStream(ChorusNode node, JsonMapper mapper, StreamPlaces places) {
        this(node, mapper, places, StreamClients.PATIENCE_NANOS);
    }

    /**
     * With a patience of its own.
     *
     * @param patienceNanos how long a client may read nothing
     */
    EventStream(ChorusNode node, JsonMapper mapper, StreamPlaces places, long patienceNanos) {
        this.node = node;
        this.mapper = mapper;
        this.clients = new StreamClients<>("event stream", "chorus-events-", places, patienceNanos);
    }

    /**
     * Takes a client in.
     *
     * @throws ApiException 503 if there is no room for one more, or the stream does not run
     */
    SseEmitter open() {
        return open(new SseEmitter(0L));
    }

    SseEmitter open(SseEmitter emitter) {
        if (!this.running) {
            throw this.clients.notRunning();
        }
        this.clients.add(new EventClient(emitter));
        return emitter;
    }

    int clients() {
        return this.clients.size();
    }

    private void send() {
        long nowNanos = System.nanoTime();
        if (this.clients.isIdle(nowNanos)) {
            return;
        }
        try {
            Synchrony synchrony = this.node.synchrony();
            String id = Long.toString(synchrony.snapshot().lamport());
            String data = this.mapper.writeValueAsString(EventResource.of(synchrony));
            this.clients.send(() -> SseEmitter.event().name("state").id(id).data(data), nowNanos);
        } catch (RuntimeException ex) {
            // An exception would end the schedule.
            logger.error("The event stream has failed; the next event is sent all the same", ex);
        }
    }

    @Override
    public void start() {
        this.running = true;
        this.clock.scheduleAtFixedRate(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        this.running = false;
        this.clock.shutdown();
        this.clients.close();
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
