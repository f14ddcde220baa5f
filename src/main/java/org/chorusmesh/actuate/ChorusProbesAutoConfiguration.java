package org.chorusmesh.actuate;

import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.ChorusNode;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.health.application.AvailabilityStateHealthIndicator;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the node's part in the application's liveness and readiness, where it is to
 * have one. Its indicators take the names of Boot's own, so that the probes include them without a
 * group being configured.
 */
@AutoConfiguration(
        after = ChorusAutoConfiguration.class,
        before = {
            AvailabilityProbesAutoConfiguration.class,
            AvailabilityHealthContributorAutoConfiguration.class
        })
@ConditionalOnClass(AvailabilityStateHealthIndicator.class)
@ConditionalOnBean(ChorusNode.class)
@ConditionalOnBooleanProperty("chorus.health.probes")
@ConditionalOnBooleanProperty(
        name = "management.endpoint.health.probes.enabled",
        matchIfMissing = true)
public final class ChorusProbesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "livenessStateHealthIndicator")
    NodeLivenessIndicator livenessStateHealthIndicator(
            ApplicationAvailability availability, ChorusNode node) {
        return new NodeLivenessIndicator(availability, node);
    }

    @Bean
    @ConditionalOnMissingBean(name = "readinessStateHealthIndicator")
    NodeReadinessIndicator readinessStateHealthIndicator(
            ApplicationAvailability availability, ChorusNode node) {
        return new NodeReadinessIndicator(availability, node);
    }
}
