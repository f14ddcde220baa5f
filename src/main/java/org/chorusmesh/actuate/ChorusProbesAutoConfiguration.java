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
 * Auto-configuration that makes the node a part of the application's liveness and readiness, if
 * {@code chorus.health.probes} says so. Its indicators have the names of Boot's own, so that the
 * probes include them without a configured group.
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
