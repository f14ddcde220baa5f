package org.chorusmesh.service;

import org.chorusmesh.peers.PeerView;

/**
 * One peer against the node.
 *
 * @param peer as it stood after the step
 * @param phaseDifference the peer's phase less the node's own at the same instant, radians in [−π,
 *     π]
 * @param detuning the peer's stated natural frequency less the node's own, rad/s
 * @param locking what was judged
 */
public record PeerSynchrony(
        PeerView peer, double phaseDifference, double detuning, Locking locking) {

    /** Whether it is expected to be in step and is not. */
    public boolean isOutOfStep() {
        return this.locking != Locking.IN_STEP && this.locking != Locking.UNCOUPLED;
    }
}
