package org.chorusmesh.peers;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * The tombstones. Each is kept for one TTL. The number of ids is bounded, and the oldest is removed
 * first; so is the number of boots of each.
 */
final class Tombstones {

    private static final int MAX_BOOTS_PER_ID = 8;

    private final Map<String, List<Tombstone>> byId = new LinkedHashMap<>();
    private final int maxIds;

    Tombstones(int maxIds) {
        this.maxIds = maxIds;
    }

    /** Adds a tombstone, and replaces that of the same boot. */
    void lay(String nodeId, Tombstone tombstone) {
        // Removed and added again, so that the map stays in order of time.
        List<Tombstone> stones = this.byId.remove(nodeId);
        if (stones == null) {
            stones = new ArrayList<>(1);
        }
        stones.removeIf((stone) -> stone.boot().equals(tombstone.boot()));
        if (stones.size() == MAX_BOOTS_PER_ID) {
            stones.remove(0);
        }
        stones.add(tombstone);
        this.byId.put(nodeId, stones);
        if (this.byId.size() > this.maxIds) {
            Iterator<String> eldest = this.byId.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** The latest tombstone of an id. */
    @Nullable Tombstone last(String nodeId) {
        List<Tombstone> stones = this.byId.get(nodeId);
        return (stones != null) ? stones.get(stones.size() - 1) : null;
    }

    /** The tombstone of a boot. */
    @Nullable Tombstone of(String nodeId, Boot boot) {
        List<Tombstone> stones = this.byId.get(nodeId);
        if (stones != null) {
            for (Tombstone stone : stones) {
                if (stone.boot().equals(boot)) {
                    return stone;
                }
            }
        }
        return null;
    }

    /**
     * Removes the tombstones that are at least one TTL old.
     *
     * @param wakingNanos waking time of the table
     * @return whether any are left
     */
    boolean expire(long wakingNanos, long ttlNanos) {
        Iterator<List<Tombstone>> eldestFirst = this.byId.values().iterator();
        while (eldestFirst.hasNext()) {
            List<Tombstone> stones = eldestFirst.next();
            stones.removeIf((stone) -> wakingNanos - stone.laidNanos() >= ttlNanos);
            if (!stones.isEmpty()) {
                return true;
            }
            eldestFirst.remove();
        }
        return false;
    }
}
