package org.chorusmesh.service;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of one node that lives with the application. Each part gives way to the
 * application's own.
 */
@AutoConfiguration
@Conditional(OnChorusEnabled.class)
@EnableConfigurationProperties(ChorusProperties.class)
public final class ChorusAutoConfiguration {

    private final SecureRandom secureRandom = new SecureRandom();

    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor chorusBindHandlerAdvisor() {
        return CollectingBindHandler::new;
    }

    @Bean
    @ConditionalOnMissingBean
    NodeConfiguration chorusNodeConfiguration(ChorusProperties properties) {
        return NodeConfigurations.node(
                properties,
                System.currentTimeMillis(),
                this.secureRandom,
                NodeConfigurations.random(properties, this.secureRandom));
    }

    // The node closes it, after the goodbye.
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Gossip chorusGossip(ChorusProperties properties, NodeConfiguration configuration) {
        return new ZmqGossip(configuration.identity(), NodeConfigurations.gossip(properties));
    }

    @Bean
    @ConditionalOnMissingBean
    Integrator chorusIntegrator(
            ChorusProperties properties, NodeConfiguration configuration, Gossip gossip) {
        long seed = NodeConfigurations.random(properties, this.secureRandom).split().nextLong();
        long bornNanos = System.nanoTime();
        Node node = new Node(configuration, new SplittableRandom(seed), bornNanos);
        return new Integrator(
                node,
                gossip,
                System::nanoTime,
                Journals.begin(properties.journal(), configuration, seed, bornNanos));
    }

    @Bean
    @ConditionalOnMissingBean
    ChorusNode chorusNode(Integrator integrator, Gossip gossip) {
        return new ChorusNode(integrator, gossip);
    }

    @Bean
    @ConditionalOnMissingBean
    ChorusLifecycle chorusLifecycle(ChorusNode node) {
        return new ChorusLifecycle(node);
    }
}
