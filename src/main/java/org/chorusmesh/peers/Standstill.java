package org.chorusmesh.peers;

import java.util.List;

/**
 * Whether this node's own monotonic clock stood still, as it does while a machine is suspended. One
 * path cannot tell which end it was; most of them together can.
 */
final class Standstill {

    private boolean suspected;

    /** A path showed a step of the clocks at its ends. */
    void suspect(PathDelay.ClockEvent event) {
        this.suspected |= event == PathDelay.ClockEvent.OWN_STOOD_STILL;
    }

    /**
     * Whether most paths showed it at once; a yes is given once.
     *
     * @param withinNanos the waking time that counts as at once
     */
    boolean isTold(List<Peer> peers, long wakingNanos, long withinNanos) {
        // Every step asks, and hardly any has reason to.
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
