package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.gossip.Endpoint;
import org.chorusmesh.gossip.PeerEntry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the demonstration. Its switch is no {@code chorus.*} property: a node has
 * nothing to do with it.
 */
@AutoConfiguration(after = ChorusAutoConfiguration.class)
@ConditionalOnBooleanProperty("chorus-demonstration.enabled")
public final class DemonstrationAutoConfiguration {

    @Bean
    Demonstration chorusDemonstration(ChorusNode first, ChorusProperties properties) {
        refuseWhatCannotBeBound(properties.gossip().peers());
        Endpoint own = Endpoint.parse(properties.gossip().bind());
        // The application's own node is there already.
        List<String> addressesOfOthers =
                properties.gossip().peers().stream()
                        .distinct()
                        .filter((peer) -> !Endpoint.parse(peer).leadsTo(own))
                        .toList();
        List<String> addresses = new ArrayList<>(addressesOfOthers);
        addresses.add(properties.gossip().bind());
        NodeFactory factory = new NodeFactory();
        List<ChorusNode> others = new ArrayList<>();
        for (String address : addressesOfOthers) {
            // Its own is among them, as among those that discovery finds.
            String id = "demo-" + (2 + others.size());
            others.add(factory.node(properties.at(id, address, addresses)));
        }
        return new Demonstration(first, others);
    }

    /** Each entry is the address of a node of this process. */
    private static void refuseWhatCannotBeBound(List<String> peers) {
        List<PropertyProblem> problems = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            if (!(PeerEntry.parse(peers.get(i)) instanceof Endpoint)) {
                problems.add(
                        new PropertyProblem(
                                "chorus.gossip.peers[" + i + "]",
                                "\"" + peers.get(i) + "\"",
                                null,
                                "must be host:port in the demonstration, which binds it"));
            }
        }
        if (!problems.isEmpty()) {
            throw new BadPropertiesException(problems);
        }
    }
}
