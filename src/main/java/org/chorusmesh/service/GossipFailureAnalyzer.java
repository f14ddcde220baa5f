package org.chorusmesh.service;

import org.chorusmesh.gossip.GossipException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells what to do when the gossip socket cannot be had. */
final class GossipFailureAnalyzer extends AbstractFailureAnalyzer<GossipException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, GossipException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Stop whatever else uses that address, or set chorus.gossip.bind to another one; port 0 takes a free one.",
                cause);
    }
}
