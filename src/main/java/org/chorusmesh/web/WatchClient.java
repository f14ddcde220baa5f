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

    private static final String SEPARATOR = "-";

    private boolean greeted;

    private long peersVersion;

    private long membersVersion;

    private WatchFrame.@Nullable Mark known;

    private final String lastEventId;

    /**
     * A client that has been sent nothing on this connection.
     *
     * @param lastEventId of the state that it was sent last before; empty for none
     */
    WatchClient(SseEmitter emitter, String lastEventId) {
        super(emitter);
        this.lastEventId = lastEventId;
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
        WatchFrame.Mark mark = this.known;
        String state = frame.state((mark != null) ? mark : begin(frame));
        this.known = frame.end();
        String id = frame.bootId() + SEPARATOR + this.known.eventId();
        events.add(SseEmitter.event().name("state").id(id).data(state));
        return events;
    }

    /** Events go on where they ended before, unless another boot counts them. */
    private WatchFrame.Mark begin(WatchFrame frame) {
        String prefix = frame.bootId() + SEPARATOR;
        if (this.lastEventId.startsWith(prefix)) {
            try {
                long eventId = Long.parseLong(this.lastEventId.substring(prefix.length()));
                return new WatchFrame.Mark(eventId, -1);
            } catch (NumberFormatException ex) {
                // Not one of ours. A refusal would keep a browser from coming back.
            }
        }
        return new WatchFrame.Mark(frame.end().eventId(), -1);
    }

    private static long retryMillis() {
        return ThreadLocalRandom.current().nextLong(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS + 1);
    }
}
