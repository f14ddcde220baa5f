package org.chorusmesh.peers;

import java.util.OptionalLong;
import org.chorusmesh.causality.Boot;

/**
 * One peer as it stood after a step.
 *
 * @param nodeId the peer's id
 * @param boot the boot that its state belongs to
 * @param lamport Lamport time of its newest admitted report
 * @param phase its phase, radians in [0, 2π), extrapolated to the instant of the step
 * @param frequency its instantaneous frequency at that instant, rad/s
 * @param naturalFrequency its natural frequency as it states it, rad/s
 * @param ageNanos the true age of its newest admitted report, path included
 * @param silenceNanos how long fresh evidence has been missing, this node's own stalls not counted
 * @param staleness silence / TTL, 0 … 1
 * @param evidence 0 … 1: how far the peer's silence, answers and flags let it count
 * @param weight 0 … 1: evidence × the operator's override; what stands in the sum
 * @param state how it stands in the table
 * @param roundTripNanos the smallest round trip of the recent past; empty until answered
 * @param gossipPeriodNanos how often it means to report
 * @param slow whether that period exceeds a fifth of this node's TTL, too slow to count reliably
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
