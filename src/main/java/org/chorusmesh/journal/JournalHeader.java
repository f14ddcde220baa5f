package org.chorusmesh.journal;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.chorusmesh.node.NodeConfiguration;

/**
 * What a journal begins with: everything that a node is born with.
 *
 * @param configuration of the node
 * @param seed of its source of chance, which must be {@link #random()}
 * @param bornNanos the monotonic clock at its birth
 */
public record JournalHeader(NodeConfiguration configuration, long seed, long bornNanos) {

    /** A new source of chance from the seed: the one that a journalled node has to be given. */
    public RandomGenerator random() {
        return new SplittableRandom(this.seed);
    }
}
