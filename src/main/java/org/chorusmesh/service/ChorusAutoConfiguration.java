package org.chorusmesh.service;

import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.PeerDirectory;
import org.chorusmesh.node.NodeConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of one node that lives with the application. Each part gives way to the
 * application's own.
 */
@AutoConfiguration
@Import(ChorusPropertiesConfiguration.class)
@Conditional(OnChorusEnabled.class)
// An application that has beats from elsewhere needs no node. The room that the type belongs to is
// above this.
@ConditionalOnMissingBean(type = "org.chorusmesh.schedule.BeatSource")
public final class ChorusAutoConfiguration {

    private final NodeFactory factory = new NodeFactory();

    @Bean
    @ConditionalOnMissingBean
    NodeConfiguration chorusNodeConfiguration(ChorusProperties properties) {
        return this.factory.configuration(properties);
    }

    // The node closes it, after the goodbye.
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Gossip chorusGossip(
            ChorusProperties properties,
            NodeConfiguration configuration,
            ObjectProvider<PeerDirectory> directory) {
        return this.factory.gossip(properties, configuration, directory.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingBean
    Integrator chorusIntegrator(
            ChorusProperties properties, NodeConfiguration configuration, Gossip gossip) {
        return this.factory.integrator(properties, configuration, gossip);
    }

    @Bean
    @ConditionalOnMissingBean
    ChorusNode chorusNode(Integrator integrator, Gossip gossip) {
        return new ChorusNode(integrator, gossip);
    }

    @Bean
    @ConditionalOnMissingBean
    ChorusLifecycle chorusLifecycle(ChorusNode node, ApplicationEventPublisher events) {
        return new ChorusLifecycle(node, events);
    }
}
