package org.chorusmesh.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.ChorusNode;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the node's meters. */
@AutoConfiguration(after = ChorusAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(ChorusNode.class)
public final class ChorusMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ChorusMetrics chorusMetrics(ChorusNode node) {
        return new ChorusMetrics(node);
    }

    @Bean
    @ConditionalOnMissingBean
    BeatMetrics chorusBeatMetrics(ChorusNode node) {
        return new BeatMetrics(node);
    }
}
