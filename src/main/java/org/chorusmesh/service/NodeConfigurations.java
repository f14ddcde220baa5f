package org.chorusmesh.service;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.chorusmesh.beat.FirstNumber;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Incarnation;
import org.chorusmesh.gossip.Endpoint;
import org.chorusmesh.gossip.GossipConfiguration;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.settings.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns properties into what nodes and gossip are made with. */
final class NodeConfigurations {

    private static final Logger logger = LoggerFactory.getLogger(NodeConfigurations.class);

    private NodeConfigurations() {}

    /**
     * What a node is born with: a new boot each time.
     *
     * @param properties checked already
     * @param wallMillis the wall clock, milliseconds since 1970
     * @param secure source of the boot's bits, which must differ between any two boots
     * @param random source of a random initial phase
     */
    static NodeConfiguration node(
            ChorusProperties properties,
            long wallMillis,
            SecureRandom secure,
            RandomGenerator random) {
        long bits = secure.nextLong();
        String nodeId = nodeId(properties, HostName::find, bits);
        Boot boot = new Boot(incarnation(properties, nodeId, wallMillis), bits);
        return new NodeConfiguration(
                new NodeIdentity(properties.mesh(), nodeId, boot),
                properties.settings(),
                properties.join(),
                properties.initialPhase().draw(random),
                properties.maxPeers(),
                !properties.gossip().keys().isEmpty(),
                Durations.toNanosSaturated(properties.joinPatience()),
                firstNumber(properties, nodeId, wallMillis),
                properties.members().rules(properties.turns(), properties.overlay()),
                properties.gossip().pace());
    }

    /** What gossip starts with. */
    static GossipConfiguration gossip(ChorusProperties properties) {
        ChorusProperties.Gossip gossip = properties.gossip();
        return new GossipConfiguration(
                gossip.bind(),
                gossip.peers(),
                gossip.keys().stream().map((key) -> key.getBytes(StandardCharsets.UTF_8)).toList(),
                properties.settings().ttlNanos(),
                Durations.toNanosSaturated(gossip.bindPatience()),
                properties.overlay().degree().degree());
    }

    /** A node's source of chance: the same seed, the same run. */
    static SplittableRandom random(ChorusProperties properties, SecureRandom secure) {
        Long seed = properties.seed();
        return new SplittableRandom((seed != null) ? seed : secure.nextLong());
    }

    private static long incarnation(ChorusProperties properties, String nodeId, long wallMillis) {
        if (properties.incarnationDirectory() == null) {
            return Incarnation.next(wallMillis, OptionalLong.empty());
        }
        return new IncarnationStore(properties.incarnationDirectory().toPath(), nodeId)
                .begin(wallMillis);
    }

    private static long firstNumber(ChorusProperties properties, String nodeId, long wallMillis) {
        double frequencyHz = properties.frequencyHz();
        return beatNumbers(properties, nodeId)
                .map((store) -> store.begin(wallMillis, frequencyHz))
                .orElseGet(() -> FirstNumber.of(wallMillis, frequencyHz, OptionalLong.empty()));
    }

    /** Where a node's beat number is kept; empty where it is not. */
    static Optional<BeatNumberStore> beatNumbers(ChorusProperties properties, String nodeId) {
        return Optional.ofNullable(properties.incarnationDirectory())
                .map((directory) -> new BeatNumberStore(directory.toPath(), nodeId));
    }

    /**
     * The id that is configured, or one that no other node has.
     *
     * @param hostName the name of this host, where it has one
     * @param bits random
     */
    static String nodeId(
            ChorusProperties properties, Supplier<Optional<String>> hostName, long bits) {
        if (properties.nodeId() != null) {
            return properties.nodeId();
        }
        int port = Endpoint.parse(properties.gossip().bind()).port();
        Optional<String> name = hostName.get();
        if (name.isEmpty()) {
            String id = "node-" + Long.toHexString(bits);
            logger.warn(
                    "This host has no name, so this node's id is random: {}. Set chorus.node-id for"
                            + " an id that outlasts a restart",
                    id);
            return id;
        }
        // The system chooses port 0 later, and several nodes of one host must still differ.
        return name.get() + "-" + ((port != 0) ? Integer.toString(port) : Long.toHexString(bits));
    }
}
