package org.chorusmesh.members;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chorusmesh.causality.Boot;

/**
 * Boots that a takeover replaced. They are greater than the boots that replaced them, so entries
 * that still circulate would restore them.
 */
final class RefusedBoots {

    private static final int MAX = 1024;

    private record Life(String nodeId, Boot boot) {}

    /** The waking time of each replacement, oldest first. */
    private final Map<Life, Long> displacedNanos = new LinkedHashMap<>();

    void add(String nodeId, Boot boot, MemberTime time) {
        Life life = new Life(nodeId, boot);
        this.displacedNanos.remove(life);
        this.displacedNanos.put(life, time.wakingNanos());
        Iterator<Long> eldestFirst = this.displacedNanos.values().iterator();
        while (eldestFirst.hasNext()) {
            if (isRefused(eldestFirst.next(), time) && this.displacedNanos.size() <= MAX) {
                return;
            }
            eldestFirst.remove();
        }
    }

    /** Whether entries of a boot are refused: for two members' TTL after its replacement. */
    boolean refuses(String nodeId, Boot boot, MemberTime time) {
        if (this.displacedNanos.isEmpty()) {
            return false;
        }
        Long displaced = this.displacedNanos.get(new Life(nodeId, boot));
        return displaced != null && isRefused(displaced, time);
    }

    /** Accepts the entries of a boot again, since the member itself was heard. */
    void lift(String nodeId, Boot boot) {
        if (!this.displacedNanos.isEmpty()) {
            this.displacedNanos.remove(new Life(nodeId, boot));
        }
    }

    private static boolean isRefused(long displaced, MemberTime time) {
        return time.wakingNanos() - displaced < 2 * time.membersTtlNanos();
    }
}
