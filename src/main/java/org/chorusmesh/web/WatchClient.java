package org.chorusmesh.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * A client of the watch stream, with what it has been sent. One that is slow misses states, but no
 * version and no event: they come with its next state. Sent to by one thread at a time.
 */
final class WatchClient extends EventClient {

    /** Clients of a node that restarts do not come back all at once. */
    private static final long MIN_RETRY_MILLIS = 1000;

    private static final long MAX_RETRY_MILLIS = 3000;

    private boolean greeted;

    private long peersVersion;

    private long membersVersion;

    private @Nullable WatchFrame last;

    WatchClient(SseEmitter emitter) {
        super(emitter);
    }

    /** What it needs so as to know all of a frame. */
    List<SseEventBuilder> next(WatchFrame frame) {
        List<SseEventBuilder> events = new ArrayList<>(4);
        if (!this.greeted) {
            this.greeted = true;
            events.add(SseEmitter.event().reconnectTime(retryMillis()));
        }
        if (this.peersVersion != frame.peers().version()) {
            this.peersVersion = frame.peers().version();
            events.add(SseEmitter.event().name("peers").data(frame.peers().json()));
        }
        if (this.membersVersion != frame.members().version()) {
            this.membersVersion = frame.members().version();
            events.add(SseEmitter.event().name("members").data(frame.members().json()));
        }
        events.add(SseEmitter.event().name("state").data(frame.state()));
        this.last = frame;
        return events;
    }

    private static long retryMillis() {
        return ThreadLocalRandom.current().nextLong(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS + 1);
    }
}
