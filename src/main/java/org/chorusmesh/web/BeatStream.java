package org.chorusmesh.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Synchrony;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends each beat to its clients when a step has fired it. A client that comes back is told which
 * beats it has missed, and gets none of them. Where beats come faster than steps, a step sends the
 * latest.
 */
final class BeatStream implements SmartLifecycle {

    /** A connection that says nothing for longer is cut by proxies. */
    private static final long SILENCE_NANOS = 15_000_000_000L;

    /** Clients of a node that restarts do not come back all at once. */
    private static final long MIN_RETRY_MILLIS = 1000;

    private static final long MAX_RETRY_MILLIS = 3000;

    private static final Logger logger = LoggerFactory.getLogger(BeatStream.class);

    private final ChorusNode node;

    private final JsonMapper mapper;

    private final StreamClients clients;

    private final ScheduledThreadPoolExecutor sender =
            new ScheduledThreadPoolExecutor(
                    1,
                    (task) -> new Thread(task, "chorus-beats"),
                    new ThreadPoolExecutor.DiscardPolicy());

    private final Runnable listener = this::stepped;

    private final AtomicBoolean due = new AtomicBoolean();

    private volatile long seen = -1;

    private volatile boolean running;

    private long last = -1;

    private long lastSentNanos;

    /**
     * A stream that does not run yet.
     *
     * @param maxClients how many clients there may be, ≥ 0
     */
    BeatStream(ChorusNode node, JsonMapper mapper, int maxClients) {
        this.node = node;
        this.mapper = mapper;
        this.clients =
                new StreamClients(
                        "stream of beats",
                        "chorus-beats-",
                        maxClients,
                        StreamClients.PATIENCE_NANOS);
    }

    /**
     * Takes a client in.
     *
     * @param lastNumber the last beat that it has been sent, if it says so
     * @throws ApiException 503 if there is no room for one more, or the stream does not run
     */
    SseEmitter open(OptionalLong lastNumber) {
        return open(new SseEmitter(0L), lastNumber);
    }

    synchronized SseEmitter open(SseEmitter emitter, OptionalLong lastNumber) {
        if (!this.running) {
            throw this.clients.notRunning();
        }
        this.clients.add(emitter);
        long retryMillis =
                ThreadLocalRandom.current().nextLong(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS + 1);
        SseEventBuilder greeting = SseEmitter.event().reconnectTime(retryMillis);
        if (lastNumber.isPresent() && lastNumber.getAsLong() < this.last) {
            long from = lastNumber.getAsLong() + 1;
            greeting.name("gap")
                    .id(Long.toString(this.last))
                    .data(
                            this.mapper.writeValueAsString(
                                    new BeatEventResource.Gap(from, this.last)));
        }
        try {
            emitter.send(greeting);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return emitter;
    }

    int clients() {
        return this.clients.size();
    }

    /** On the integrator's thread, which does not wait for a client. */
    private void stepped() {
        FiredBeat fired = this.node.snapshot().beat().fired();
        if (fired != null && fired.number() != this.seen && this.due.compareAndSet(false, true)) {
            this.seen = fired.number();
            this.sender.execute(this::send);
        }
    }

    private synchronized void send() {
        this.due.set(false);
        Synchrony synchrony = this.node.synchrony();
        FiredBeat fired = synchrony.snapshot().beat().fired();
        if (fired == null
                || fired.number() <= this.last
                || synchrony.snapshot().state() != NodeState.RUNNING) {
            return;
        }
        this.last = fired.number();
        try {
            long nowNanos = System.nanoTime();
            if (!this.clients.isIdle(nowNanos)) {
                String id = Long.toString(fired.number());
                String data =
                        this.mapper.writeValueAsString(
                                BeatEventResource.of(fired, synchrony, nowNanos));
                send(() -> SseEmitter.event().name("beat").id(id).data(data), nowNanos);
            }
        } catch (RuntimeException ex) {
            logger.error("The stream of beats has failed; the next beat is sent all the same", ex);
        }
    }

    private synchronized void keepAlive() {
        long nowNanos = System.nanoTime();
        if (nowNanos - this.lastSentNanos >= SILENCE_NANOS && !this.clients.isIdle(nowNanos)) {
            send(() -> SseEmitter.event().comment(""), nowNanos);
        }
    }

    private void send(Supplier<SseEventBuilder> event, long nowNanos) {
        this.lastSentNanos = nowNanos;
        this.clients.send(event, nowNanos);
    }

    @Override
    public void start() {
        this.lastSentNanos = System.nanoTime();
        this.running = true;
        this.node.addStepListener(this.listener);
        this.sender.scheduleWithFixedDelay(this::keepAlive, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        this.running = false;
        this.node.removeStepListener(this.listener);
        this.sender.shutdownNow();
        this.clients.close();
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** Goes on as the node does, whose beats these are. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return EventStream.PHASE;
    }
}
