package org.chorusmesh.node;

import org.chorusmesh.peers.Report;

/**
 * A report as it came in.
 *
 * @param report what was received
 * @param receivedNanos this node's monotonic clock at its receipt
 */
public record Arrival(Report report, long receivedNanos) {}
