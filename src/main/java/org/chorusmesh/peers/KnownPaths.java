package org.chorusmesh.peers;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * The measured paths of peers that fell silent. The offset of two clocks outlasts a connection that
 * stalls for longer than the TTL. Without it, the first reports after the stall are the only
 * measure of the path, and what they had queued shifts the offset by half of it.
 *
 * <p>A path is kept for one minute of waking time, which is what the {@linkplain ClockDrift drift}
 * is fitted over. The number of ids is bounded, and the oldest is removed first.
 */
final class KnownPaths {

    private static final long KEPT_NANOS = 60_000_000_000L;

    /**
     * One path.
     *
     * @param boot the boot of the peer whose clock it was measured against
     * @param delay what was measured
     * @param silentSinceNanos when the silence of the peer began, in waking time of the table
     * @param keptNanos when it left the table, in waking time of the table
     */
    record Path(Boot boot, PathDelay delay, long silentSinceNanos, long keptNanos) {}

    private final Map<String, Path> byId = new LinkedHashMap<>();
    private final int maxIds;

    /**
     * @param maxIds largest number of paths
     */
    KnownPaths(int maxIds) {
        this.maxIds = maxIds;
    }

    /** Keeps the path of a peer, and replaces that of an earlier boot. */
    void keep(String nodeId, Path path) {
        // Removed and added again, so that the map stays in order of time.
        this.byId.remove(nodeId);
        this.byId.put(nodeId, path);
        if (this.byId.size() > this.maxIds) {
            removeEldest();
        }
    }

    /** Removes and returns the path to a boot; null if none is kept. */
    @Nullable Path take(String nodeId, Boot boot) {
        return (find(nodeId, boot) != null) ? this.byId.remove(nodeId) : null;
    }

    private @Nullable Path find(String nodeId, Boot boot) {
        Path path = this.byId.get(nodeId);
        return (path != null && path.boot().equals(boot)) ? path : null;
    }

    /**
     * Whether a report of a boot that fell silent was sent a TTL ago or longer, as the path to that
     * boot shows. Then it does not end the silence.
     *
     * @param wakingNanos waking time of the table
     */
    boolean isOutdated(Report report, long receivedNanos, long wakingNanos, long ttlNanos) {
        Path path = find(report.nodeId(), report.boot());
        return path != null
                && wakingNanos - path.silentSinceNanos() >= ttlNanos
                && path.delay().queueingNanos(receivedNanos, report.stampNanos()) >= ttlNanos;
    }

    /** The delay of a known path, or that of a new one, which begins with a first report. */
    static PathDelay delay(@Nullable Path known, long receivedNanos, long stampNanos) {
        return (known != null) ? known.delay() : new PathDelay(receivedNanos, stampNanos);
    }

    /** Removes the paths that have been kept for a minute. */
    void expire(long wakingNanos) {
        while (!this.byId.isEmpty()
                && wakingNanos - this.byId.values().iterator().next().keptNanos() >= KEPT_NANOS) {
            removeEldest();
        }
    }

    private void removeEldest() {
        Iterator<Path> eldest = this.byId.values().iterator();
        eldest.next();
        eldest.remove();
    }
}
