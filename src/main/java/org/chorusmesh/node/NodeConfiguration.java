package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What a node is born with.
 *
 * @param identity who it is
 * @param settings what it starts with; must have no {@linkplain Settings#violations() violations}
 * @param joinMode how it comes into the mesh
 * @param initialPhase radians, finite
 * @param maxPeers cap on the peer table, at least 1
 * @param meshSettings whether it sends and takes settings for the whole mesh; only where frames are
 *     authenticated
 * @param joinPatienceNanos how long it joins at most while no configured name can be looked up and
 *     no member is heard; not negative, and one TTL where that is longer
 * @param firstNumber the number of the beat to begin with where there is no mesh to take one from,
 *     0 … 2^47 − 1
 * @param members how members agree; null for a node that takes part in the phase only
 */
public record NodeConfiguration(
        NodeIdentity identity,
        Settings settings,
        JoinMode joinMode,
        double initialPhase,
        int maxPeers,
        boolean meshSettings,
        long joinPatienceNanos,
        long firstNumber,
        @Nullable MemberRules members) {

    public static final int DEFAULT_MAX_PEERS = 1024;

    public static final long DEFAULT_JOIN_PATIENCE_NANOS = 30_000_000_000L;

    /** A node with the default patience and rules, which begins with beat 0. */
    public NodeConfiguration(
            NodeIdentity identity,
            Settings settings,
            JoinMode joinMode,
            double initialPhase,
            int maxPeers,
            boolean meshSettings) {
        this(
                identity,
                settings,
                joinMode,
                initialPhase,
                maxPeers,
                meshSettings,
                DEFAULT_JOIN_PATIENCE_NANOS,
                0,
                MemberRules.DEFAULT);
    }

    /** A node without settings for the whole mesh. */
    public NodeConfiguration(
            NodeIdentity identity,
            Settings settings,
            JoinMode joinMode,
            double initialPhase,
            int maxPeers) {
        this(identity, settings, joinMode, initialPhase, maxPeers, false);
    }

    /**
     * Makes sure that a node can be born with this.
     *
     * @throws IllegalArgumentException naming every fault
     */
    public void check() {
        List<String> faults = new ArrayList<>();
        this.settings
                .violations()
                .forEach((violation) -> faults.add(violation.field() + " " + violation.message()));
        if (!ReportCheck.isNodeId(this.identity.nodeId())) {
            faults.add("nodeId must be 1 to 255 bytes of UTF-8 without control characters");
        }
        if (!ReportCheck.isNodeId(this.identity.mesh())) {
            faults.add("mesh must be 1 to 255 bytes of UTF-8 without control characters");
        }
        if (!Double.isFinite(this.initialPhase)) {
            faults.add("initialPhase must be a finite number");
        }
        if (this.maxPeers < 1) {
            faults.add("maxPeers must be at least 1");
        }
        if (this.joinPatienceNanos < 0) {
            faults.add("joinPatienceNanos must not be negative");
        }
        if (this.firstNumber < 0 || this.firstNumber > BeatReport.MAX_NUMBER) {
            faults.add("firstNumber must be between 0 and " + BeatReport.MAX_NUMBER);
        }
        if (this.members != null) {
            this.members.check(faults);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }
}
