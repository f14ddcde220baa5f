package org.chorusmesh.peers;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * The tombstones, each kept for one TTL; at most so many ids, the eldest giving way, and few boots
 * of each.
 */
final class Tombstones {

    private static final int MAX_BOOTS_PER_ID = 8;

    private final Map<String, List<Tombstone>> byId = new LinkedHashMap<>();
    private final int maxIds;

    Tombstones(int maxIds) {
        this.maxIds = maxIds;
    }

    /** Lays one, in place of any other of its boot. */
    void lay(String nodeId, Tombstone tombstone) {
        // Taken out and put back, so that the map stays in the order of laying.
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

    /** The last one laid for an id. */
    @Nullable Tombstone last(String nodeId) {
        List<Tombstone> stones = this.byId.get(nodeId);
        return (stones != null) ? stones.get(stones.size() - 1) : null;
    }

    /** The one of a boot. */
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
     * Removes those laid at least one TTL ago.
     *
     * @param wakingNanos the table's waking time
     * @return whether any is left
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
