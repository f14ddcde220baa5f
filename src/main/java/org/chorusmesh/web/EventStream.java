package org.chorusmesh.web;

import java.util.List;
import java.util.function.Function;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Synchrony;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Sends the node's state to its clients ten times a second. */
final class EventStream extends TimedStream<EventClient> {

    private static final long DELAY_MILLIS = 100;

    private final ChorusNode node;

    private final JsonMapper mapper;

    /**
     * A stream that does not run yet.
     *
     * @param places how many clients there may be
     */
    EventStream(ChorusNode node, JsonMapper mapper, StreamPlaces places) {
        this(node, mapper, places, StreamClients.PATIENCE_NANOS);
    }

    /**
     * With a patience of its own.
     *
     * @param patienceNanos how long a client may read nothing
     */
    EventStream(ChorusNode node, JsonMapper mapper, StreamPlaces places, long patienceNanos) {
        super("event stream", "chorus-events", DELAY_MILLIS, places, patienceNanos);
        this.node = node;
        this.mapper = mapper;
    }

    /**
     * Takes a client in.
     *
     * @throws ApiException 503 if there is no room for one more, or the stream does not run
     */
    SseEmitter open() {
        return open(new SseEmitter(0L));
    }

    SseEmitter open(SseEmitter emitter) {
        add(new EventClient(emitter));
        return emitter;
    }

    @Override
    Function<EventClient, List<SseEventBuilder>> next() {
        Synchrony synchrony = this.node.synchrony();
        String id = Long.toString(synchrony.snapshot().lamport());
        String data = this.mapper.writeValueAsString(EventResource.of(synchrony));
        return (client) -> List.of(SseEmitter.event().name("state").id(id).data(data));
    }
}
