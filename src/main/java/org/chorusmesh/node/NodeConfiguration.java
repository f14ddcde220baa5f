package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The configuration from which a node starts.
 *
 * @param identity identity of the node
 * @param settings its first settings; must have no {@linkplain Settings#violations() violations}
 * @param joinMode how it joins the mesh
 * @param initialPhase initial phase, radians, finite
 * @param maxPeers largest number of peers in the table, at least 1
 * @param meshSettings whether it sends and accepts settings for the whole mesh; only with
 *     authenticated frames
 * @param joinPatienceNanos longest time to wait while no configured name can be looked up and no
 *     member is heard; not negative, and at least one TTL in effect
 * @param firstNumber first beat number if there is no mesh from which to take one, 0 … 2^47 − 1
 * @param members rules of agreement; null for a node that takes part in the phase only
 * @param pace how often it reports
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
        @Nullable MemberRules members,
        Pace pace) {

    public static final int DEFAULT_MAX_PEERS = 1024;

    public static final long DEFAULT_JOIN_PATIENCE_NANOS = 30_000_000_000L;

    /** Creates a configuration with the adaptive pace. */
    public NodeConfiguration(
            NodeIdentity identity,
            Settings settings,
            JoinMode joinMode,
            double initialPhase,
            int maxPeers,
            boolean meshSettings,
            long joinPatienceNanos,
            long firstNumber,
            @Nullable MemberRules members) {
        this(
                identity,
                settings,
                joinMode,
                initialPhase,
                maxPeers,
                meshSettings,
                joinPatienceNanos,
                firstNumber,
                members,
                Pace.ADAPTIVE);
    }

    /** Creates a configuration with the default patience and rules and the first number 0. */
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

    /** Creates a configuration without settings for the whole mesh. */
    public NodeConfiguration(
            NodeIdentity identity,
            Settings settings,
            JoinMode joinMode,
            double initialPhase,
            int maxPeers) {
        this(identity, settings, joinMode, initialPhase, maxPeers, false);
    }

    /**
     * Checks that a node can start from this configuration.
     *
     * @throws IllegalArgumentException if it cannot; the message names every fault
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
