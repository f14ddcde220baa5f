package org.chorusmesh.journal;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.chorusmesh.node.NodeConfiguration;

/**
 * The header of a journal: everything from which a node starts.
 *
 * @param configuration configuration of the node
 * @param seed seed of its random generator, which must be {@link #random()}
 * @param bornNanos monotonic time of its start
 */
public record JournalHeader(NodeConfiguration configuration, long seed, long bornNanos) {

    /** Creates the random generator from the seed. A node with a journal must use it. */
    public RandomGenerator random() {
        return new SplittableRandom(this.seed);
    }
}
