package org.chorusmesh.service;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #CAPACITY} events of a node. Where there is no room for one more, the oldest of
 * the most frequent kind goes, so that a flood of one kind takes no other with it. Any thread may
 * write; who reads never holds up who writes.
 */
final class NodeEvents {

    static final int CAPACITY = 1000;

    private final InstantSource wallClock;

    private final Map<NodeEvent.Kind, Integer> counts = new EnumMap<>(NodeEvent.Kind.class);

    // Never changed, but replaced.
    private volatile NodeEvent[] events = {};

    private long lastId;

    /**
     * No event yet.
     *
     * @param wallClock says when they happen
     */
    NodeEvents(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    /** Adds an event; see {@link NodeEvent}. */
    synchronized void add(NodeEvent.Kind kind, long atNanos, @Nullable String nodeId, String text) {
        this.lastId++;
        NodeEvent event =
                new NodeEvent(this.lastId, this.wallClock.millis(), atNanos, kind, nodeId, text);
        NodeEvent[] before = this.events;
        int without = (before.length < CAPACITY) ? before.length : oldestOfTheMostFrequent(before);
        NodeEvent[] after = Arrays.copyOf(before, Math.min(before.length + 1, CAPACITY));
        if (without < before.length) {
            this.counts.merge(before[without].kind(), -1, Integer::sum);
            System.arraycopy(before, without + 1, after, without, before.length - without - 1);
        }
        after[after.length - 1] = event;
        this.counts.merge(kind, 1, Integer::sum);
        this.events = after;
    }

    private int oldestOfTheMostFrequent(NodeEvent[] all) {
        NodeEvent.Kind most =
                Collections.max(this.counts.entrySet(), Map.Entry.comparingByValue()).getKey();
        int index = 0;
        while (all[index].kind() != most) {
            index++;
        }
        return index;
    }

    /** Oldest first. */
    List<NodeEvent> all() {
        return Collections.unmodifiableList(Arrays.asList(this.events));
    }
}
