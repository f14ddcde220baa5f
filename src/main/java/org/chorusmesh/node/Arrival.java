package org.chorusmesh.node;

import org.chorusmesh.peers.Report;

/**
 * A received report.
 *
 * @param report the report
 * @param receivedNanos this node's monotonic clock at its receipt
 */
public record Arrival(Report report, long receivedNanos) {}
