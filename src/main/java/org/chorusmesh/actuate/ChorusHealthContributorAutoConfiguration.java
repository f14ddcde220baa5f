package org.chorusmesh.actuate;

import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.ChorusProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the node's health. */
@AutoConfiguration(after = ChorusAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(ChorusNode.class)
public final class ChorusHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("chorus")
    @ConditionalOnMissingBean(name = "chorusHealthIndicator")
    ChorusHealthIndicator chorusHealthIndicator(ChorusNode node, ChorusProperties properties) {
        return new ChorusHealthIndicator(node, properties.health().minPeers());
    }
}
