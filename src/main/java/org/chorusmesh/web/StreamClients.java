package org.chorusmesh.web;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chorusmesh.service.LogBudget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * The clients of one stream. Their number is bounded, and one that reads nothing for a while is cut
 * off. Each send has a thread of its own, so that a client holds up neither the node nor other
 * clients.
 *
 * @param <C> what is known of a client
 */
final class StreamClients<C extends EventClient> {

    static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final Logger logger = LoggerFactory.getLogger(StreamClients.class);

    private final LogBudget budget;

    private final String name;

    private final StreamPlaces places;

    private final long patienceNanos;

    private final Set<C> clients = ConcurrentHashMap.newKeySet();

    private final ThreadPoolExecutor senders;

    private boolean open = true;

    /**
     * No client yet.
     *
     * @param name of the stream, as in "the event stream"
     * @param threads how the names of its threads begin
     * @param places how many clients there may be
     * @param patienceNanos how long one may read nothing
     */
    StreamClients(String name, String threads, StreamPlaces places, long patienceNanos) {
        this.budget = new LogBudget(logger, "clients of the " + name);
        this.name = name;
        this.places = places;
        this.patienceNanos = patienceNanos;
        CustomizableThreadFactory factory = new CustomizableThreadFactory(threads);
        factory.setDaemon(true);
        // Threads of clients that were cut off end only with the server's own write timeout.
        this.senders =
                new ThreadPoolExecutor(
                        0,
                        Math.max(1, 2 * places.max()),
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        factory);
    }

    /**
     * Takes a client in.
     *
     * @param client not taken in before
     * @throws ApiException 503 if there is no room for one more, or the stream does not run
     */
    synchronized void add(C client) {
        if (!this.open) {
            throw notRunning();
        }
        if (!this.places.take()) {
            throw ApiException.unavailable(
                    (this.places.max() == 0)
                            ? "The " + this.name + " is switched off."
                            : "All "
                                    + this.places.max()
                                    + " places of the "
                                    + this.name
                                    + " are taken.");
        }
        this.clients.add(client);
        client.emitter().onCompletion(() -> remove(client));
        client.emitter().onError((failure) -> remove(client));
    }

    private boolean remove(C client) {
        boolean removed = this.clients.remove(client);
        if (removed) {
            this.places.giveBack();
        }
        return removed;
    }

    /** 503. */
    ApiException notRunning() {
        return ApiException.unavailable("The " + this.name + " does not run.");
    }

    int size() {
        return this.clients.size();
    }

    /** Whether there are no clients; logs what had no room before. */
    boolean isIdle(long nowNanos) {
        this.budget.settle(nowNanos);
        return this.clients.isEmpty();
    }

    /**
     * Sends all clients the same event. A client that is still busy with the last one misses it.
     *
     * @param event makes it, once a client
     */
    void send(Supplier<SseEventBuilder> event, long nowNanos) {
        sendEach((client) -> List.of(event.get()), nowNanos);
    }

    /**
     * Sends each what it needs. A client that is still busy with the last is not asked for.
     *
     * @param events makes what a client needs, on the thread that sends it
     */
    void sendEach(Function<C, List<SseEventBuilder>> events, long nowNanos) {
        for (C client : this.clients) {
            send(client, events, nowNanos);
        }
    }

    /** Sends one client what it needs; see {@link #sendEach}. */
    void send(C client, Function<C, List<SseEventBuilder>> events, long nowNanos) {
        try {
            Supplier<List<SseEventBuilder>> own = () -> events.apply(client);
            if (client.offer(own, this.senders, nowNanos) <= this.patienceNanos) {
                return;
            }
        } catch (RejectedExecutionException ex) {
            // So many that were cut off still hold their threads that this one gets none.
        }
        if (remove(client) && this.budget.spend(nowNanos)) {
            logger.info("A client of the {} read nothing for too long and is cut off", this.name);
        }
        client.end();
    }

    /** Ends them all. */
    synchronized void close() {
        this.open = false;
        this.clients.forEach(EventClient::end);
        this.senders.shutdown();
    }
}
