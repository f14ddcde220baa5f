package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.peers.PeerCalm;
import org.chorusmesh.settings.Settings;

/**
 * The part of the time between two steps that went by as the node expected. A calm node can go for
 * a gossip period without a step. What it then hears, or is commanded, must not act on the time
 * before.
 */
final class Undisturbed {

    private Undisturbed() {}

    /**
     * The time from the last step to the first surprise. At least a step of the settings is left.
     *
     * @param lastNanos instant of the last step
     * @param elapsedNanos time since then
     * @param settings the settings in force since then
     * @param inbound what was heard since then, not judged yet
     * @param commands what was commanded since then
     * @return nanoseconds; 0 if nothing is surprising
     */
    static long nanos(
            long lastNanos,
            long elapsedNanos,
            Settings settings,
            PeerCalm peers,
            Inbound inbound,
            List<Command> commands) {
        long longestNanos = elapsedNanos - settings.stepNanos();
        // A node that overslept does not know when it missed what.
        if (longestNanos <= 0 || elapsedNanos > settings.gossipPeriodNanos()) {
            return 0;
        }
        if (ReportPace.changesAnything(commands)) {
            return longestNanos;
        }
        long surprisedNanos = Long.MAX_VALUE;
        for (Arrival arrival : inbound.arrivals()) {
            // What will be refused must not change anything.
            if (ReportCheck.isInRange(arrival.report()) && peers.isSurprising(arrival.report())) {
                surprisedNanos = Math.min(surprisedNanos, arrival.receivedNanos());
            }
        }
        return (surprisedNanos == Long.MAX_VALUE)
                ? 0
                : Math.max(0, Math.min(longestNanos, surprisedNanos - lastNanos));
    }
}
