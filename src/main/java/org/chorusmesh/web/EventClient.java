package org.chorusmesh.web;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * One client of a stream. A send blocks for as long as the client does not read, so each runs on a
 * thread of its own. While one runs, the client misses what comes.
 */
final class EventClient {

    private final SseEmitter emitter;

    private boolean sending;

    private boolean ended;

    private long sendingSinceNanos;

    EventClient(SseEmitter emitter) {
        this.emitter = emitter;
    }

    SseEmitter emitter() {
        return this.emitter;
    }

    /**
     * Begins to send an event, unless the last one is still on its way.
     *
     * @param event makes it
     * @return nanoseconds since the send that runs has begun
     */
    synchronized long offer(Supplier<SseEventBuilder> event, Executor senders, long nowNanos) {
        if (this.ended) {
            return 0;
        }
        if (!this.sending) {
            this.sending = true;
            this.sendingSinceNanos = nowNanos;
            senders.execute(() -> send(event.get()));
        }
        return nowNanos - this.sendingSinceNanos;
    }

    private void send(SseEventBuilder event) {
        boolean gone = false;
        try {
            this.emitter.send(event);
        } catch (IOException | IllegalStateException ex) {
            // The container knows already, and completes the request.
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
    synchronized void end() {
        if (!this.ended && !this.sending) {
            this.emitter.complete();
        }
        this.ended = true;
    }
}
