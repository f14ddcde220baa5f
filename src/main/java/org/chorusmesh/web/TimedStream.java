package org.chorusmesh.web;

import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * A stream that sends its clients something after each delay, as long as it runs. While there is no
 * client, its thread sleeps.
 *
 * @param <C> what it remembers of a client
 */
abstract class TimedStream<C extends EventClient> implements SmartLifecycle {

    /** Before the web server waits for its requests to end, which these never do by themselves. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    /** The log has room for a line about clients again by then. */
    private static final long IDLE_MILLIS = 10_000;

    private final Logger logger = LoggerFactory.getLogger(getClass());

    private final String name;

    private final long delayMillis;

    private final StreamClients<C> clients;

    private final ScheduledThreadPoolExecutor clock;

    private volatile boolean running;

    // These belong to the clock's thread.
    private @Nullable ScheduledFuture<?> tick;
    private boolean idle = true;

    /**
     * A stream that does not run yet.
     *
     * @param name as in "the watch stream"
     * @param threads how the names of its threads begin
     * @param delayMillis from one event to the next
     * @param places how many clients there may be
     * @param patienceNanos how long a client may read nothing
     */
    TimedStream(
            String name,
            String threads,
            long delayMillis,
            StreamPlaces places,
            long patienceNanos) {
        this.name = name;
        this.delayMillis = delayMillis;
        this.clients = new StreamClients<>(name, threads + "-", places, patienceNanos);
        this.clock =
                new ScheduledThreadPoolExecutor(
                        1,
                        (task) -> new Thread(task, threads),
                        new ThreadPoolExecutor.DiscardPolicy());
        this.clock.setRemoveOnCancelPolicy(true);
    }

    /** What clients are to be sent now, made once; the function runs on the thread that sends. */
    abstract Function<C, List<SseEventBuilder>> next();

    /**
     * Takes a client in.
     *
     * @throws ApiException 503 if there is no room for one more, or the stream does not run
     */
    final void add(C client) {
        if (!this.running) {
            throw this.clients.notRunning();
        }
        this.clients.add(client);
        this.clock.execute(this::wake);
    }

    /** Sends one client something at once. */
    final void sendSoon(C client) {
        this.clock.execute(
                () -> attempt(() -> this.clients.send(client, next(), System.nanoTime())));
    }

    final int clients() {
        return this.clients.size();
    }

    /** What is late is not made up for: events would come in bursts. */
    private void tick() {
        long nowNanos = System.nanoTime();
        this.idle = this.clients.isIdle(nowNanos);
        if (!this.idle) {
            attempt(() -> this.clients.sendEach(next(), nowNanos));
        }
        long delay = this.idle ? IDLE_MILLIS : this.delayMillis;
        this.tick = this.clock.schedule(this::tick, delay, TimeUnit.MILLISECONDS);
    }

    /** Begins to tick for the first client. */
    private void wake() {
        if (this.idle && this.tick != null) {
            this.tick.cancel(false);
            tick();
        }
    }

    private void attempt(Runnable sending) {
        try {
            sending.run();
        } catch (RuntimeException ex) {
            // An exception would end the schedule.
            this.logger.error("The {} has failed; it goes on with the next event", this.name, ex);
        }
    }

    @Override
    public void start() {
        this.running = true;
        this.clock.execute(this::tick);
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
        return PHASE;
    }
}
