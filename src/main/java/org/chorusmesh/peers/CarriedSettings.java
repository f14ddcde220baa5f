package org.chorusmesh.peers;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts which version of the mesh's settings each of several peers carries. */
final class CarriedSettings {

    private final Map<MeshSettings, Integer> carriers = new TreeMap<>();
    private int without;

    /** Adds a peer; null if it carries none. */
    void add(@Nullable MeshSettings carried) {
        if (carried != null) {
            this.carriers.merge(carried, 1, Integer::sum);
        } else {
            this.without++;
        }
    }

    /**
     * The version that most peers carry. The greatest wins if several are carried equally often;
     * null if most carry none.
     */
    @Nullable MeshSettings most() {
        MeshSettings most = null;
        int count = this.without;
        for (Map.Entry<MeshSettings, Integer> entry : this.carriers.entrySet()) {
            if (entry.getValue() >= count) {
                most = entry.getKey();
                count = entry.getValue();
            }
        }
        return most;
    }
}
