package org.chorusmesh.gossip;

/**
 * One of the configured peers: an {@linkplain Endpoint address}, a {@linkplain NameRange range of
 * names}, or a {@linkplain ServiceName service} in a directory.
 */
public sealed interface PeerEntry permits Endpoint, NameRange, ServiceName {

    /**
     * Reads an entry.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    static PeerEntry parse(String text) {
        if (ServiceName.isMeantBy(text)) {
            return ServiceName.parse(text);
        }
        return NameRange.isMeantBy(text) ? NameRange.parse(text) : Endpoint.parsePeer(text);
    }
}
