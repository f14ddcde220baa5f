package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.gossip.PeerEntry;
import org.chorusmesh.gossip.ServiceName;

/** The services among the peers, which need a directory that knows their instances. */
final class PeerServices {

    private PeerServices() {}

    /**
     * Refuses each of them.
     *
     * @throws BadPropertiesException if there is any
     */
    static void refuse(ChorusProperties.Gossip gossip) {
        List<PropertyProblem> problems = new ArrayList<>();
        List<String> peers = gossip.peers();
        for (int i = 0; i < peers.size(); i++) {
            if (isService(peers.get(i))) {
                problems.add(
                        new PropertyProblem(
                                "chorus.gossip.peers[" + i + "]",
                                "\"" + peers.get(i) + "\"",
                                null,
                                "needs a DiscoveryClient of Spring Cloud in this application, such as"
                                        + " that of spring-cloud-starter-zookeeper-discovery, and"
                                        + " there is none; a bean of type PeerDirectory does as"
                                        + " well"));
            }
        }
        if (!problems.isEmpty()) {
            throw new BadPropertiesException(problems);
        }
    }

    private static boolean isService(String peer) {
        return PeerEntry.parse(peer) instanceof ServiceName;
    }
}
