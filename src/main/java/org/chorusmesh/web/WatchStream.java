package org.chorusmesh.web;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends the node's state to its clients four times a second, by column, and what rarely changes
 * only when it has changed. A client gets its first state at once.
 */
final class WatchStream implements SmartLifecycle {

    private static final long PERIOD_MILLIS = 250;

    private static final Logger logger = LoggerFactory.getLogger(WatchStream.class);

    private final WatchFrames frames;

    private final StreamClients<WatchClient> clients;

    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(
                    1,
                    (task) -> new Thread(task, "chorus-watch"),
                    new ThreadPoolExecutor.DiscardPolicy());

    private volatile boolean running;

    /**
     * A stream that does not run yet.
     *
     * @param frames what it sends
     * @param places how many clients there may be
     */
    WatchStream(WatchFrames frames, StreamPlaces places) {
        this(frames, places, StreamClients.PATIENCE_NANOS);
    }

    /**
     * With a patience of its own.
     *
     * @param patienceNanos how long a client may read nothing
     */
    WatchStream(WatchFrames frames, StreamPlaces places, long patienceNanos) {
        this.frames = frames;
        this.clients = new StreamClients<>("watch stream", "chorus-watch-", places, patienceNanos);
    }

    /**
     * Takes a client in.
     *
     * @param lastEventId of the state that it was sent last; empty for none
     * @throws ApiException 503 if there is no room for one more, or the stream does not run
     */
    SseEmitter open(String lastEventId) {
        return open(new SseEmitter(0L), lastEventId);
    }

    SseEmitter open(SseEmitter emitter, String lastEventId) {
        if (!this.running) {
            throw this.clients.notRunning();
        }
        WatchClient client = new WatchClient(emitter, lastEventId);
        this.clients.add(client);
        this.clock.execute(() -> begin(client));
        return emitter;
    }

    int clients() {
        return this.clients.size();
    }

    private void begin(WatchClient client) {
        try {
            WatchFrame frame = this.frames.make();
            this.clients.send(client, (any) -> any.next(frame), System.nanoTime());
        } catch (RuntimeException ex) {
            logger.error("The watch stream has failed; the next state is sent all the same", ex);
        }
    }

    private void send() {
        long nowNanos = System.nanoTime();
        if (this.clients.isIdle(nowNanos)) {
            return;
        }
        try {
            WatchFrame frame = this.frames.make();
            this.clients.sendEach((client) -> client.next(frame), nowNanos);
        } catch (RuntimeException ex) {
            // An exception would end the schedule.
            logger.error("The watch stream has failed; the next state is sent all the same", ex);
        }
    }

    @Override
    public void start() {
        this.running = true;
        // What is late is not made up for: states would come in bursts.
        this.clock.scheduleWithFixedDelay(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        this.running = false;
        this.clock.shutdownNow();
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
        return EventStream.PHASE;
    }
}
