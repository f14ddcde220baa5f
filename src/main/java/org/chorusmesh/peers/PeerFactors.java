package org.chorusmesh.peers;

import java.util.HashMap;
import java.util.Map;

/** The operator's overrides of the weights of peers, by node id, whether these are there or not. */
final class PeerFactors {

    private final Map<String, Double> factors = new HashMap<>();

    /** The factor of an id, 0 … 1; 1 unless the operator has set another. */
    double of(String nodeId) {
        return this.factors.getOrDefault(nodeId, 1.0);
    }

    void put(String nodeId, double factor) {
        if (factor == 1) {
            this.factors.remove(nodeId);
        } else {
            this.factors.put(nodeId, factor);
        }
    }
}
