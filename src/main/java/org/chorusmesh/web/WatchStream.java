package org.chorusmesh.web;

import java.util.List;
import java.util.function.Function;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * Sends the node's state to its clients four times a second, by column, and what rarely changes
 * only when it has changed. A client gets its first state at once.
 */
final class WatchStream extends TimedStream<WatchClient> {

    private static final long DELAY_MILLIS = 250;

    private final WatchFrames frames;

    /**
     * A stream that does not run yet.
     *
     * @param frames what it sends
     * @param places how many clients there may be
     */
    WatchStream(WatchFrames frames, StreamPlaces places) {
        super("watch stream", "chorus-watch", DELAY_MILLIS, places, StreamClients.PATIENCE_NANOS);
        this.frames = frames;
    }

    /**
     * Takes a client in.
     *
     * @param lastEventId of the state that it was sent last; empty for none
     * @throws ApiException 503 if there is no room for one more, or the stream does not run
     */
    SseEmitter open(String lastEventId) {
        SseEmitter emitter = new SseEmitter(0L);
        WatchClient client = new WatchClient(emitter, lastEventId);
        add(client);
        sendSoon(client);
        return emitter;
    }

    @Override
    Function<WatchClient, List<SseEventBuilder>> next() {
        WatchFrame frame = this.frames.make();
        return (client) -> client.next(frame);
    }
}
