package org.chorusmesh.web;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * One client of a stream; what it has been sent is remembered by those that extend it. A send
 * blocks for as long as the client does not read, so each runs on a thread of its own. While one
 * runs, the client misses what comes.
 */
class EventClient {

    private static final Logger logger = LoggerFactory.getLogger(EventClient.class);

    private final SseEmitter emitter;

    private boolean sending;

    private boolean ended;

    private long sendingSinceNanos;

    EventClient(SseEmitter emitter) {
        this.emitter = emitter;
    }

    final SseEmitter emitter() {
        return this.emitter;
    }

    /**
     * Begins to send events, unless the last ones are still on their way.
     *
     * @param events makes them, on the thread that sends them
     * @return nanoseconds since the send that runs has begun
     */
    final synchronized long offer(
            Supplier<List<SseEventBuilder>> events, Executor senders, long nowNanos) {
        if (this.ended) {
            return 0;
        }
        if (!this.sending) {
            this.sending = true;
            this.sendingSinceNanos = nowNanos;
            senders.execute(() -> send(events));
        }
        return nowNanos - this.sendingSinceNanos;
    }

    private void send(Supplier<List<SseEventBuilder>> events) {
        boolean gone = false;
        try {
            for (SseEventBuilder event : events.get()) {
                this.emitter.send(event);
            }
        } catch (IOException | IllegalStateException ex) {
            // The container knows already, and completes the request.
            gone = true;
        } catch (RuntimeException ex) {
            // Ours, and no reason to hold the client's place for good.
            logger.error("An event could not be made; its client is cut off", ex);
            this.emitter.completeWithError(ex);
            gone = true;
        }
        sent(gone);
    }

    private synchronized void sent(boolean gone) {
        this.sending = false;
        if (this.ended && !gone) {
            this.emitter.complete();
        }
        this.ended |= gone;
    }

    /** Sends nothing more. A send that runs cannot be broken off: the request ends after it. */
    final synchronized void end() {
        if (!this.ended && !this.sending) {
            this.emitter.complete();
        }
        this.ended = true;
    }
}
