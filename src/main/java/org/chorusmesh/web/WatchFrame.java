package org.chorusmesh.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.chorusmesh.service.BeatTrace;
import org.chorusmesh.service.NodeEvent;
import org.jspecify.annotations.Nullable;

/** All that the watch stream says at one moment. Any thread may ask. */
final class WatchFrame {

    private final Part peers;

    private final Part members;

    private final WatchPeersResource peersResource;

    private final WatchStateResource state;

    private final List<NodeEvent> events;

    private final @Nullable BeatTrace beat;

    private final Function<Object, String> toJson;

    // Clients that had the frame before need the same, which is nearly all of them.
    private final Map<Mark, String> made = new ConcurrentHashMap<>();

    /**
     * A frame.
     *
     * @param peers what rarely changes of the node and its peers
     * @param members the members and lists
     * @param state without events and beat
     * @param events the last ones, oldest first
     * @param beat the latest one; null for none
     */
    WatchFrame(
            Part peers,
            WatchPeersResource peersResource,
            Part members,
            WatchStateResource state,
            List<NodeEvent> events,
            @Nullable BeatTrace beat,
            Function<Object, String> toJson) {
        this.peers = peers;
        this.peersResource = peersResource;
        this.members = members;
        this.state = state;
        this.events = events;
        this.beat = beat;
        this.toJson = toJson;
    }

    Part peers() {
        return this.peers;
    }

    Part members() {
        return this.members;
    }

    /** The boot that counts the events. */
    String bootId() {
        return this.peersResource.bootId();
    }

    /** Where a client is that knows all of this frame. */
    Mark end() {
        long eventId = this.events.isEmpty() ? 0 : this.events.get(this.events.size() - 1).id();
        return new Mark(eventId, (this.beat != null) ? this.beat.number() : -1);
    }

    /** The JSON of the state for a client that knows what came up to a mark. */
    String state(Mark known) {
        return this.made.computeIfAbsent(known, this::make);
    }

    private String make(Mark known) {
        BeatTrace latest = this.beat;
        WatchFiredBeat fired =
                (latest != null && latest.number() > known.beat())
                        ? WatchFiredBeat.of(latest, this.peersResource.ids())
                        : null;
        List<NodeEventResource> news = new ArrayList<>();
        for (NodeEvent event : this.events) {
            if (event.id() > known.eventId()) {
                news.add(NodeEventResource.of(event));
            }
        }
        return this.toJson.apply(this.state.with(fired, news));
    }

    /**
     * A part that is sent to a client only if its version is news to it.
     *
     * @param version from 1
     * @param json what it says
     */
    record Part(long version, String json) {}

    /**
     * What a client knows.
     *
     * @param eventId the last event
     * @param beat the number of the last beat; −1 for none
     */
    record Mark(long eventId, long beat) {}
}
