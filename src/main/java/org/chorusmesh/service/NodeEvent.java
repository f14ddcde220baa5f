package org.chorusmesh.service;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a node, as its log has it.
 *
 * @param id rises by 1 with each event since the start, from 1
 * @param wallMillis when, by the wall clock, milliseconds since 1970
 * @param atNanos when, by the node's monotonic clock
 * @param kind what it is about
 * @param nodeId the peer or member that it is about; null if it is about none
 * @param text one sentence
 */
public record NodeEvent(
        long id, long wallMillis, long atNanos, Kind kind, @Nullable String nodeId, String text) {

    /** What an event is about. */
    public enum Kind {
        /** The node listens before it starts. */
        NODE_JOINING,
        /** The node oscillates and reports. */
        NODE_RUNNING,
        /** A newer node has the id. */
        NODE_SILENCED,
        /** The node has said goodbye. */
        NODE_LEFT,
        /** A peer is in the sum. */
        PEER_LIVE,
        /** A peer has been silent for longer than usual. */
        PEER_FADING,
        /** A peer that was fading reports in time again. */
        PEER_RETURNED,
        /** A peer does not hear the node. */
        PEER_ONE_WAY,
        /** The operator has left a peer out. */
        PEER_MUTED,
        /** A peer reports too seldom for the TTL. */
        PEER_SLOW,
        /** A peer has another boot. */
        PEER_RESTARTED,
        /** A peer has said goodbye. */
        PEER_LEFT,
        /** A peer has been silent for one TTL. */
        PEER_EVICTED,
        /** The operator has had a peer forgotten. */
        PEER_FORGOTTEN,
        /** The node is out of step. */
        STEP_LOST,
        /** The node is in step again. */
        STEP_REGAINED,
        /** The members no longer agree on a list. */
        AGREEMENT_LOST,
        /** The members agree on a list. */
        AGREEMENT_REACHED,
        /** A member belongs to the mesh. */
        MEMBER_PRESENT,
        /** A member has gone from the mesh. */
        MEMBER_GONE,
        /** The operator has changed settings or an override. */
        SETTINGS_CHANGED,
        /** The node follows another version of the mesh's settings. */
        MESH_SETTINGS,
        /** The operator has moved the phase. */
        PHASE_CHANGED,
        /** The node has taken over a greater beat number. */
        NUMBER_JUMPED,
        /** A peer in step has a number that the node does not follow. */
        NUMBER_DISPUTED,
        /** Another node uses the id. */
        DUPLICATE_ID,
        /** No peer is heard at an address. */
        ADDRESS_WRONG,
        /** A peer is now heard at such an address. */
        ADDRESS_HEARD,
        /** So many events of a matter were left out. */
        EVENTS_OMITTED;

        /** As the API names it. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
