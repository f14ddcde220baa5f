package org.chorusmesh.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.chorusmesh.schedule.Pulse;
import org.chorusmesh.schedule.PulseFollower;
import org.chorusmesh.schedule.Strike;
import org.chorusmesh.service.ChorusNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends each beat to its clients as it fires. A client that comes back learns which beats it has
 * missed, and gets none of them. Where beats come faster than they are sent, some are left out.
 */
final class BeatStream implements SmartLifecycle {

    /** A connection that says nothing for longer is cut by proxies. */
    private static final long SILENCE_NANOS = 15_000_000_000L;

    /** Clients of a node that restarts do not come back all at once. */
    private static final long MIN_RETRY_MILLIS = 1000;

    private static final long MAX_RETRY_MILLIS = 3000;

    private static final Logger logger = LoggerFactory.getLogger(BeatStream.class);

    private final ChorusNode node;

    private final Pulse pulse;

    private final JsonMapper mapper;

    private final StreamClients<EventClient> clients;

    private final ScheduledThreadPoolExecutor sender =
            new ScheduledThreadPoolExecutor(
                    1,
                    (task) -> new Thread(task, "chorus-beats"),
                    new ThreadPoolExecutor.DiscardPolicy());

    private final PulseFollower follower = this::fired;

    private final AtomicReference<@Nullable Strike> next = new AtomicReference<>();

    private boolean running;

    private boolean following;

    private long last;

    private long lastSentNanos;

    /**
     * A stream that does not run yet.
     *
     * @param pulse fires the beats of the node
     * @param maxClients how many clients there may be, ≥ 0
     */
    BeatStream(ChorusNode node, Pulse pulse, JsonMapper mapper, int maxClients) {
        this.node = node;
        this.pulse = pulse;
        this.mapper = mapper;
        this.clients =
                new StreamClients<>(
                        "stream of beats",
                        "chorus-beats-",
                        new StreamPlaces(maxClients),
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
        this.clients.add(new EventClient(emitter));
        if (!this.following) {
            this.following = true;
            this.lastSentNanos = System.nanoTime();
            this.pulse.add(this.follower);
            this.last = this.pulse.last();
        }
        try {
            emitter.send(greeting(lastNumber));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return emitter;
    }

    private SseEventBuilder greeting(OptionalLong lastNumber) {
        long retryMillis =
                ThreadLocalRandom.current().nextLong(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS + 1);
        SseEventBuilder greeting = SseEmitter.event().reconnectTime(retryMillis);
        if (lastNumber.isPresent() && lastNumber.getAsLong() < this.last) {
            BeatEventResource.Gap gap =
                    new BeatEventResource.Gap(lastNumber.getAsLong() + 1, this.last);
            greeting.name("gap")
                    .id(Long.toString(this.last))
                    .data(this.mapper.writeValueAsString(gap));
        }
        return greeting;
    }

    int clients() {
        return this.clients.size();
    }

    /** Whether it hears of beats. */
    synchronized boolean isFollowing() {
        return this.following;
    }

    /** On the thread that fires beats, which does not wait for a client. */
    private void fired(Strike strike) {
        if (this.next.getAndSet(strike) == null) {
            this.sender.execute(this::send);
        }
    }

    private synchronized void send() {
        Strike strike = this.next.getAndSet(null);
        if (strike == null || strike.number() <= this.last) {
            return;
        }
        long missed = strike.number() - this.last - 1;
        this.last = strike.number();
        try {
            String id = Long.toString(strike.number());
            long nowNanos = System.nanoTime();
            BeatEventResource event =
                    BeatEventResource.of(strike, missed, this.node.synchrony(), nowNanos);
            String data = this.mapper.writeValueAsString(event);
            send(() -> SseEmitter.event().name("beat").id(id).data(data), nowNanos);
        } catch (RuntimeException ex) {
            logger.error("The stream of beats has failed; it goes on with the next beat", ex);
        }
    }

    /** Without clients, no thread waits precisely for beats. */
    private synchronized void lookAtClients() {
        long nowNanos = System.nanoTime();
        if (this.clients.isIdle(nowNanos)) {
            unfollow();
        } else if (nowNanos - this.lastSentNanos >= SILENCE_NANOS) {
            send(() -> SseEmitter.event().comment(""), nowNanos);
        }
    }

    private void unfollow() {
        this.pulse.remove(this.follower);
        this.following = false;
    }

    private void send(Supplier<SseEventBuilder> event, long nowNanos) {
        this.lastSentNanos = nowNanos;
        this.clients.send(event, nowNanos);
    }

    @Override
    public synchronized void start() {
        this.running = true;
        this.sender.scheduleWithFixedDelay(this::lookAtClients, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void stop() {
        this.running = false;
        unfollow();
        this.sender.shutdownNow();
        this.clients.close();
    }

    @Override
    public synchronized boolean isRunning() {
        return this.running;
    }

    /** Goes on as the node does, whose beats these are. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return TimedStream.PHASE;
    }
}
