package org.chorusmesh.peers;

import java.util.OptionalLong;
import org.chorusmesh.causality.Boot;

/**
 * The state of one peer after a step.
 *
 * @param nodeId id of the peer
 * @param boot boot of the state
 * @param lamport Lamport time of its newest admitted report
 * @param phase its phase, radians in [0, 2π), extrapolated to the instant of the step
 * @param frequency its instantaneous frequency at that instant, rad/s
 * @param naturalFrequency its natural frequency as it states it, rad/s
 * @param ageNanos true age of its newest admitted report, transit included
 * @param silenceNanos waking time of this node since its newest admitted report
 * @param staleness silence / TTL, 0 … 1
 * @param evidence weight before the operator's override, from silence, answers and flags, 0 … 1
 * @param weight weight in the sum: evidence × the operator's override, 0 … 1
 * @param state its state in the table
 * @param roundTripNanos least recent round trip; empty before the first answer
 * @param gossipPeriodNanos its stated gossip period
 * @param slow whether that period exceeds a fifth of this node's TTL, which is too long for a
 *     steady weight
 */
public record PeerView(
        String nodeId,
        Boot boot,
        long lamport,
        double phase,
        double frequency,
        double naturalFrequency,
        long ageNanos,
        long silenceNanos,
        double staleness,
        double evidence,
        double weight,
        PeerState state,
        OptionalLong roundTripNanos,
        long gossipPeriodNanos,
        boolean slow) {}
