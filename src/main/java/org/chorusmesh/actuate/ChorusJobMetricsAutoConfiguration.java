package org.chorusmesh.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import org.chorusmesh.schedule.ChorusScheduleAutoConfiguration;
import org.chorusmesh.schedule.Jobs;
import org.chorusmesh.schedule.Pulse;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the meters of jobs. */
@AutoConfiguration(after = ChorusScheduleAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(Jobs.class)
public final class ChorusJobMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ChorusJobMetrics chorusJobMetrics(Jobs jobs, Pulse pulse) {
        return new ChorusJobMetrics(jobs, pulse);
    }
}
