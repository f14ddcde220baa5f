package org.chorusmesh.node;

import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Whether one node joins: from its start, or again once its clock has stood still. */
final class JoinKeeper {

    private final long patienceNanos;

    private @Nullable Joining joining;

    /**
     * @param configuration configuration of the node
     * @param random draws the wait of a node that starts by joining
     */
    JoinKeeper(NodeConfiguration configuration, RandomGenerator random) {
        this.patienceNanos = configuration.joinPatienceNanos();
        if (configuration.joinMode() == JoinMode.ALIGN) {
            this.joining = Joining.afterRandomWait(random, this.patienceNanos);
        }
    }

    boolean isJoining() {
        return this.joining != null;
    }

    /** Joins from now on, whatever came before. */
    void again(long wakingNanos) {
        this.joining = new Joining(wakingNanos, 0, this.patienceNanos);
    }

    /**
     * Decides what a joining node does in this step. After anything but a wait, it joins no longer.
     *
     * @param first whether this node is the first to start of those that all join
     */
    Joining.Outcome decide(
            PeerTable peers,
            Settings settings,
            Command.AddressesKnown addresses,
            long nowNanos,
            BooleanSupplier first) {
        Joining present = this.joining;
        if (present == null) {
            throw new IllegalStateException("The node does not join");
        }
        Joining.Outcome outcome = present.decide(peers, settings, addresses, nowNanos, first);
        if (outcome != Joining.Outcome.WAIT) {
            this.joining = null;
        }
        return outcome;
    }

    /** What it waits for; null if it does not join. */
    @Nullable JoinWait waitsFor() {
        return (this.joining != null) ? this.joining.waitsFor() : null;
    }
}
