package org.chorusmesh.service;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Watches the addresses that the node dials. An address that never yields an admissible report is a
 * mistake, and causes one warning after two TTL. A peer that was heard and has gone causes none
 * here, since {@link PeerLog} logs it. The integrator's thread owns it; any thread may read the
 * list.
 */
final class AddressWatch {

    private static final Logger logger = LoggerFactory.getLogger(AddressWatch.class);

    private static final long PAUSE_NANOS = 250_000_000L;

    private static final int TTLS_TO_WARN = 2;

    /** So long, two nodes of an overlay may find different addresses. */
    private static final long DEAF_PATIENCE_NANOS = 30_000_000_000L;

    private final EventChannel warnings;

    private final Map<String, Seen> known = new HashMap<>();

    private final InstantSource wallClock;

    private volatile List<DialledAddress> addresses = List.of();

    private volatile int found;

    private Set<String> excused = Set.of();

    private boolean looked;

    private long lookedNanos;

    AddressWatch(NodeEvents events, InstantSource wallClock) {
        this.warnings = new EventChannel(events, logger, Level.INFO, "warnings of addresses");
        this.wallClock = wallClock;
    }

    /** The addresses as of the last look. */
    List<DialledAddress> addresses() {
        return this.addresses;
    }

    /** How many addresses were known at the last look. */
    int found() {
        return this.found;
    }

    /**
     * Ids of peers that need not hear this node, as of the last look: what they find differs from
     * what this node finds, or has not differed for long.
     */
    Set<String> excused() {
        return this.excused;
    }

    /** Checks the addresses, at most once in 250 ms. */
    void look(NodeSnapshot snapshot, Supplier<GossipStatus> gossip) {
        long now = snapshot.atNanos();
        if (this.looked && now - this.lookedNanos < PAUSE_NANOS) {
            return;
        }
        this.looked = true;
        this.lookedNanos = now;
        this.warnings.settle(now);
        Map<Boot, PeerState> admitted = new HashMap<>();
        for (PeerView peer : snapshot.peers()) {
            admitted.put(peer.boot(), peer.state());
        }
        GossipStatus status = gossip.get();
        long patienceNanos = status.overlay().active() ? DEAF_PATIENCE_NANOS : 0;
        List<DialledAddress> all = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (GossipStatus.LinkStatus link : status.links()) {
            String key = link.address().isEmpty() ? link.name() : link.address();
            keys.add(key);
            all.add(
                    look(
                            link,
                            this.known.computeIfAbsent(key, (k) -> new Seen(now)),
                            admitted,
                            snapshot,
                            patienceNanos));
        }
        this.known.keySet().retainAll(keys);
        this.addresses = List.copyOf(all);
        this.found = status.overlay().found();
        this.excused = excused(all, admitted.values());
    }

    private static Set<String> excused(List<DialledAddress> all, Collection<PeerState> states) {
        if (!states.contains(PeerState.ONE_WAY)) {
            return Set.of();
        }
        Set<String> excused = new HashSet<>();
        for (DialledAddress address : all) {
            if (address.state() == AddressState.HEARD && !address.deaf()) {
                excused.add(address.nodeId());
            }
        }
        return excused;
    }

    private DialledAddress look(
            GossipStatus.LinkStatus link,
            Seen seen,
            Map<Boot, PeerState> admitted,
            NodeSnapshot snapshot,
            long deafPatienceNanos) {
        long now = snapshot.atNanos();
        AddressState state = link.state();
        if (state == AddressState.HEARD && !admitted.containsKey(link.boot())) {
            state = AddressState.NOT_ADMITTED;
        }
        if (state != seen.state) {
            seen.state = state;
            seen.stateSinceNanos = now;
            seen.stateSinceWallMillis = this.wallClock.millis();
        }
        if (state != AddressState.HEARD || admitted.get(link.boot()) != PeerState.ONE_WAY) {
            seen.answeredNanos = now;
        }
        if (state.isWell()) {
            seen.well = true;
            seen.troubledSinceNanos = now;
        }
        boolean lasts =
                now - seen.troubledSinceNanos >= TTLS_TO_WARN * snapshot.settings().ttlNanos();
        boolean wrong =
                !state.isWell() && lasts && (state.isMistake() || (isNeeded(link) && !seen.well));
        DialledAddress address =
                new DialledAddress(
                        link.name(),
                        link.address(),
                        state,
                        now - seen.stateSinceNanos,
                        seen.stateSinceWallMillis,
                        link.nodeId(),
                        link.mesh(),
                        wrong ? Advice.address(state, link, snapshot.identity().mesh()) : null,
                        link.mutual()
                                && seen.answeredNanos != now
                                && now - seen.answeredNanos >= deafPatienceNanos);
        tell(address, seen, snapshot);
        return address;
    }

    /** Whether something is missing where no peer is: a substitute may be dead as well. */
    private static boolean isNeeded(GossipStatus.LinkStatus link) {
        return link.mutual() || link.address().isEmpty();
    }

    private void tell(DialledAddress address, Seen seen, NodeSnapshot snapshot) {
        long now = snapshot.atNanos();
        AddressState state = address.state();
        boolean news = seen.warned == null || (state.isMistake() && !seen.warned.isMistake());
        if (address.problem() != null && news) {
            seen.warned = state;
            if (this.warnings.spend(now)) {
                add(
                        Level.WARN,
                        NodeEvent.Kind.ADDRESS_WRONG,
                        snapshot,
                        address.nodeId(),
                        "No peer",
                        " is heard at " + address.label() + ": " + address.problem());
            }
        } else if (state.isWell() && seen.warned != null) {
            seen.warned = null;
            if (state == AddressState.HEARD && this.warnings.spend(now)) {
                add(
                        Level.INFO,
                        NodeEvent.Kind.ADDRESS_HEARD,
                        snapshot,
                        address.nodeId(),
                        "Peer " + address.nodeId(),
                        " is now heard at " + address.label());
            }
        }
    }

    private void add(
            Level level,
            NodeEvent.Kind kind,
            NodeSnapshot snapshot,
            @Nullable String peer,
            String subject,
            String news) {
        String inner = Character.toLowerCase(subject.charAt(0)) + subject.substring(1);
        this.warnings.add(
                level,
                kind,
                snapshot.atNanos(),
                peer,
                subject + news,
                "Node " + snapshot.identity().nodeId() + ": " + inner + news);
    }

    /** What was last seen of an address. */
    private static final class Seen {

        private @Nullable AddressState state;
        private @Nullable AddressState warned;
        private boolean well;
        private long stateSinceNanos;
        private long stateSinceWallMillis;
        private long troubledSinceNanos;
        private long answeredNanos;

        Seen(long nowNanos) {
            this.answeredNanos = nowNanos;
            this.troubledSinceNanos = nowNanos;
        }
    }
}
