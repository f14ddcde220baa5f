package org.chorusmesh.peers;

import java.util.List;

/**
 * Detects that this node's own monotonic clock stood still, as during a suspend of the machine. A
 * single path does not show which end it was, but most paths together do.
 */
final class Standstill {

    private boolean suspected;
    private long clockSteps;

    /** Records what a path showed of the clocks at its ends. */
    void hear(PathDelay.ClockEvent event) {
        this.clockSteps += (event != PathDelay.ClockEvent.NONE) ? 1 : 0;
        this.suspected |= event == PathDelay.ClockEvent.OWN_STOOD_STILL;
    }

    /** Number of steps of the clocks at the ends of a path against each other. */
    long clockSteps() {
        return this.clockSteps;
    }

    /**
     * Whether most paths have shown it at the same time; returns true once.
     *
     * @param withinNanos waking time within which the paths must show it
     */
    boolean isTold(List<Peer> peers, long wakingNanos, long withinNanos) {
        // Most steps have nothing to check.
        if (!this.suspected) {
            return false;
        }
        int telling = 0;
        int measured = 0;
        for (Peer peer : peers) {
            boolean tells = peer.tellsOwnClockStoodStill(wakingNanos, withinNanos);
            telling += tells ? 1 : 0;
            measured += (tells || peer.hasRoundTrip()) ? 1 : 0;
        }
        this.suspected = telling > 0;
        if (2 * telling <= measured) {
            return false;
        }
        peers.forEach(Peer::forgetOwnClockStoodStill);
        return true;
    }
}
