package org.chorusmesh.service;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.PeerDirectory;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.journal.JournalHeader;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Puts nodes together from their properties. The application's own node is made part by part, since
 * each part is a bean that can be replaced; any other node is made at once from the same parts.
 */
final class NodeFactory {

    private final SecureRandom secure = new SecureRandom();

    /** What a node is born with: a new boot each time. */
    NodeConfiguration configuration(ChorusProperties properties) {
        return NodeConfigurations.node(
                properties,
                System.currentTimeMillis(),
                this.secure,
                NodeConfigurations.random(properties, this.secure));
    }

    /**
     * The gossip of a node, not started yet.
     *
     * @param directory looks up services among the peers; null if there is none
     * @throws BadPropertiesException if a peer is a service and there is no directory
     */
    Gossip gossip(
            ChorusProperties properties,
            NodeConfiguration configuration,
            @Nullable PeerDirectory directory) {
        if (directory == null) {
            PeerServices.refuse(properties.gossip());
        }
        return new ZmqGossip(
                configuration.identity(), NodeConfigurations.gossip(properties), directory);
    }

    /**
     * A node with its integrator, not started yet, with a journal and a kept beat number where they
     * are configured.
     *
     * @throws JournalFileException if the journal cannot be written
     */
    Integrator integrator(
            ChorusProperties properties, NodeConfiguration configuration, Gossip gossip) {
        long seed = NodeConfigurations.random(properties, this.secure).split().nextLong();
        JournalHeader birth = new JournalHeader(configuration, seed, System.nanoTime());
        String nodeId = configuration.identity().nodeId();
        return new Integrator(
                new Node(configuration, birth.random(), birth.bornNanos()),
                gossip,
                System::nanoTime,
                InstantSource.system(),
                Journals.begin(properties.journal(), birth),
                NodeConfigurations.beatNumbers(properties, nodeId)
                        .map((store) -> new BeatNumberKeeper(store, nodeId))
                        .orElse(null));
    }

    /** A whole node, not started yet. */
    ChorusNode node(ChorusProperties properties) {
        NodeConfiguration configuration = configuration(properties);
        Gossip gossip = gossip(properties, configuration, null);
        return new ChorusNode(integrator(properties, configuration, gossip), gossip);
    }
}
