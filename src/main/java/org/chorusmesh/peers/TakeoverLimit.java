package org.chorusmesh.peers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits takeovers to three for each id in a minute; after the third there is none for a minute.
 */
final class TakeoverLimit {

    private static final int MOST = 3;

    private static final long SPAN_NANOS = 60_000_000_000L;

    private final Map<String, long[]> recent = new LinkedHashMap<>();
    private final int maxIds;

    TakeoverLimit(int maxIds) {
        this.maxIds = maxIds;
    }

    /** Whether another takeover is allowed at a waking time. */
    boolean allows(String nodeId, long wakingNanos) {
        long[] entry = this.recent.get(nodeId);
        return entry == null || entry[0] < MOST || wakingNanos - entry[MOST] >= SPAN_NANOS;
    }

    /** Records a takeover. */
    void count(String nodeId, long wakingNanos) {
        // [0] how many stand, [1..3] when: shifted out once a minute old.
        long[] old = this.recent.remove(nodeId);
        long[] entry = new long[MOST + 1];
        int kept = 0;
        if (old != null && old[0] < MOST) {
            for (int i = 1; i <= old[0]; i++) {
                if (wakingNanos - old[i] < SPAN_NANOS) {
                    entry[++kept] = old[i];
                }
            }
        }
        entry[++kept] = wakingNanos;
        entry[0] = kept;
        this.recent.put(nodeId, entry);
        if (this.recent.size() > this.maxIds) {
            this.recent.remove(this.recent.keySet().iterator().next());
        }
    }
}
