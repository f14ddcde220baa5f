package org.chorusmesh.service;

import org.chorusmesh.gossip.GossipException;

/**
 * Published when a node whose port was taken at the start has given up. It does not come back in
 * this process; its liveness is broken. What becomes of the application is the application's to
 * decide.
 *
 * @param nodeId the node
 * @param cause why
 */
public record NodeFailedEvent(String nodeId, GossipException cause) {}
