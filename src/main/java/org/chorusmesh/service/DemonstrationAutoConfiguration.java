package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.gossip.Endpoint;
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
}
