package org.chorusmesh.service;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Durations;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything that a node is configured with. What is bad is found by {@link ChorusPropertiesRules},
 * all of it at once; an unknown name is as bad as a wrong value.
 *
 * @param enabled Whether there is a node at all.
 * @param nodeId Id of the node, unique in its mesh. Host name and gossip port if not set.
 * @param mesh Name of the mesh. Nodes of different meshes ignore each other.
 * @param frequencyHz Natural frequency in Hz, -1000 to 1000.
 * @param coupling Coupling K in rad/s, 0 to 1000.
 * @param phaseLag Phase lag of Sakaguchi and Kuramoto in radians, -pi to pi.
 * @param noise Intensity D of the phase noise in rad²/s, 0 to 1000.
 * @param ttl Silence at which a peer leaves the table, 1ms to 1d.
 * @param step How often the node integrates, 100us to 10s.
 * @param initialPhase Phase to start at in radians, or 'random'.
 * @param join How the node comes into its mesh: 'align' takes over the phase that is there, 'free'
 *     starts at once.
 * @param joinPatience How long the node joins at most while none of its peers' names can be looked
 *     up, 0s to 1d. Then it starts alone.
 * @param seed Seed of the node's randomness, for runs that can be repeated. Drawn at each start if
 *     not set.
 * @param maxPeers Cap on the peer table, 1 to 100000.
 * @param incarnationDirectory Directory that keeps the node's incarnation and its last beat number,
 *     so that both grow over a restart even when the wall clock was set back. Created if missing.
 *     Not kept if not set.
 * @param journal What each step drained, written down so that it can be replayed.
 * @param beat How beats are fired.
 * @param turns How turns are cut out of a cycle.
 * @param members How the members of the mesh agree.
 * @param overlay Which peers a node of a large mesh dials.
 * @param health When the node is healthy.
 * @param gossip How the node speaks to its peers.
 * @param web The REST API and the page.
 * @param follow Addresses of nodes whose beats this process follows, as URLs such as
 *     'http://localhost:8080'. It then runs no node of its own. The first that answers is followed.
 */
@ConfigurationProperties(prefix = ChorusProperties.PREFIX, ignoreUnknownFields = false)
public record ChorusProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String nodeId,
        @DefaultValue("chorus") String mesh,
        @DefaultValue("1") double frequencyHz,
        @DefaultValue("2.5") double coupling,
        @DefaultValue("0") double phaseLag,
        @DefaultValue("0") double noise,
        @DefaultValue("2s") Duration ttl,
        @DefaultValue("10ms") Duration step,
        @DefaultValue("random") InitialPhase initialPhase,
        @DefaultValue("align") JoinMode join,
        @DefaultValue("30s") Duration joinPatience,
        @Nullable Long seed,
        @DefaultValue("" + NodeConfiguration.DEFAULT_MAX_PEERS) int maxPeers,
        @Nullable File incarnationDirectory,
        @DefaultValue Journal journal,
        @DefaultValue Beat beat,
        @DefaultValue Turns turns,
        @DefaultValue Members members,
        @DefaultValue Overlay overlay,
        @DefaultValue Health health,
        @DefaultValue Gossip gossip,
        @DefaultValue Web web,
        @DefaultValue List<String> follow) {

    static final String PREFIX = "chorus";

    private static final Pattern DASH = Pattern.compile("-(.)");

    /** The settings that the node starts with, not yet checked. */
    Settings settings() {
        return Settings.of((setting) -> number(value(setting)));
    }

    /** The value of a setting as it was bound: a number or a duration. */
    Object value(Setting setting) {
        String path = setting.property().substring(PREFIX.length() + 1);
        Object value =
                PropertyAccessorFactory.forDirectFieldAccess(this)
                        .getPropertyValue(camelCase(path));
        return Objects.requireNonNull(value, path);
    }

    private static String camelCase(String path) {
        return DASH.matcher(path).replaceAll((dash) -> dash.group(1).toUpperCase(Locale.ROOT));
    }

    private static Number number(Object value) {
        return (value instanceof Duration duration)
                ? Long.valueOf(Durations.toNanosSaturated(duration))
                : (Number) value;
    }

    /** The same for another node. */
    ChorusProperties at(String otherNodeId, String bind, List<String> peers) {
        Gossip other =
                new Gossip(
                        bind,
                        this.gossip.bindPatience,
                        this.gossip.period,
                        this.gossip.pace,
                        peers,
                        this.gossip.keys,
                        this.gossip.allowUnauthenticated);
        return new ChorusProperties(
                this.enabled,
                otherNodeId,
                this.mesh,
                this.frequencyHz,
                this.coupling,
                this.phaseLag,
                this.noise,
                this.ttl,
                this.step,
                this.initialPhase,
                this.join,
                this.joinPatience,
                // The same seed twice would be the same phase twice.
                (this.seed != null) ? Long.valueOf(this.seed + otherNodeId.hashCode()) : null,
                this.maxPeers,
                this.incarnationDirectory,
                this.journal.beside(otherNodeId),
                this.beat,
                this.turns,
                this.members,
                this.overlay,
                this.health,
                other,
                this.web,
                this.follow);
    }

    /**
     * What each step drained, written down so that it can be replayed.
     *
     * @param file File that the journal goes to, in place of any that is there. No journal if not
     *     set.
     * @param maxSize Size at which the journal ends.
     */
    public record Journal(@Nullable File file, @DefaultValue("64MB") DataSize maxSize) {

        /** The same in a file of another node: {@code a.journal} becomes {@code a-id.journal}. */
        Journal beside(String otherNodeId) {
            if (this.file == null) {
                return this;
            }
            String name = this.file.getName();
            int dot = (name.lastIndexOf('.') > 0) ? name.lastIndexOf('.') : name.length();
            String other = name.substring(0, dot) + "-" + otherNodeId + name.substring(dot);
            return new Journal(new File(this.file.getParentFile(), other), this.maxSize);
        }
    }

    /**
     * How beats are fired.
     *
     * @param precision How the thread that fires beats waits for them: 'precise' spins for the last
     *     moment, 'economy' does not.
     */
    public record Beat(@DefaultValue("precise") BeatPrecision precision) {}

    /**
     * How turns are cut out of a cycle.
     *
     * @param guard How long before its slot a turn ends, in beats, 0 to 1000; half of the slot at
     *     most.
     * @param hold How long an absent node keeps its slot, 0s to 1d. All nodes of a mesh must have
     *     the same.
     */
    public record Turns(@DefaultValue("0.25") double guard, @DefaultValue("0s") Duration hold) {}

    /**
     * How the members of the mesh agree.
     *
     * @param expected Greatest number of nodes that can be up together, 0 to 16384. If set, a node
     *     acts for the mesh only while more than half of them have been heard within one TTL. 0
     *     sets no such guard. All nodes of a mesh must have the same.
     */
    public record Members(@DefaultValue("0") int expected) {

        /**
         * What the node is born with.
         *
         * @param turns of the same properties
         * @param overlay of the same properties
         */
        public MemberRules rules(Turns turns, Overlay overlay) {
            return new MemberRules(
                    Durations.toNanosSaturated(turns.hold()),
                    this.expected,
                    overlay.degree().degree());
        }
    }

    /**
     * Which peers a node of a large mesh dials.
     *
     * @param degree Number of neighbours of a node in a large mesh, even, 4 to 64, or 'full'. Up to
     *     one more node than that, all are neighbours of all. All nodes of a mesh must have the
     *     same.
     */
    public record Overlay(@DefaultValue("16") OverlayDegree degree) {}

    /**
     * When the node is healthy.
     *
     * @param minPeers Live peers below which the node's health is DEGRADED.
     * @param probes Whether the application's liveness and readiness depend on the node.
     */
    public record Health(@DefaultValue("0") int minPeers, @DefaultValue("false") boolean probes) {}

    /**
     * How the node speaks to its peers.
     *
     * @param bind Address to publish on, as host:port. Port 0 takes a free one.
     * @param bindPatience How long to go on trying where that port is taken, 0s to 1d. Then the
     *     start has failed.
     * @param period How often the node reports, from one step to a fifth of the TTL.
     * @param pace When the node reports: 'adaptive' up to eight times less often than the period,
     *     while it is in step with all of its peers and nothing disturbs it, 'steady' once a
     *     period.
     * @param peers Address of every peer, as host:port. A name stands for all its addresses,
     *     host-[0-9]:port for ten hosts, and discovery:NAME for all instances of a service that
     *     Spring Cloud's DiscoveryClient knows.
     * @param keys Secret keys of the mesh, at most two, of at least 16 characters. The first signs,
     *     each is accepted.
     * @param allowUnauthenticated Whether to bind beyond loopback without keys.
     */
    public record Gossip(
            @DefaultValue("127.0.0.1:5690") String bind,
            @DefaultValue("1m") Duration bindPatience,
            @DefaultValue("50ms") Duration period,
            @DefaultValue("adaptive") Pace pace,
            @DefaultValue List<String> peers,
            @DefaultValue List<String> keys,
            @DefaultValue("false") boolean allowUnauthenticated) {

        /** Without the keys, which are secret. */
        @Override
        public String toString() {
            return "Gossip[bind=%s, bindPatience=%s, period=%s, pace=%s, peers=%s, keys=%d, allowUnauthenticated=%s]"
                    .formatted(
                            this.bind,
                            this.bindPatience,
                            this.period,
                            this.pace,
                            this.peers,
                            this.keys.size(),
                            this.allowUnauthenticated);
        }
    }

    /**
     * The REST API and the page.
     *
     * @param basePath Path below which the API is served.
     * @param page Path at which the page is served that shows the mesh in a browser. No page if not
     *     set.
     * @param addressFile File that the web server's address is written to once it is up, for a
     *     health check. None if not set.
     * @param maxBeatStreams Greatest number of streams of beats at once, 0 to 1000.
     * @param maxWatchers Greatest number of streams of the node's state at once, 0 to 1000.
     * @param cors Which pages of other origins may call the API.
     */
    public record Web(
            @DefaultValue("/api/v1") String basePath,
            @Nullable String page,
            @Nullable File addressFile,
            @DefaultValue("64") int maxBeatStreams,
            @DefaultValue("32") int maxWatchers,
            @DefaultValue Cors cors) {}

    /**
     * Which pages of other origins may call the API.
     *
     * @param allowedOrigins Origins such as 'https://example.org', or '*' for all. None if not set.
     */
    public record Cors(@DefaultValue List<String> allowedOrigins) {}
}
