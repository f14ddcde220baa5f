package org.chorusmesh.actuate;

import org.chorusmesh.schedule.ChorusScheduleAutoConfiguration;
import org.chorusmesh.schedule.Jobs;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the health of jobs. */
@AutoConfiguration(after = ChorusScheduleAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(Jobs.class)
public final class ChorusJobsHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("chorusJobs")
    @ConditionalOnMissingBean(name = "chorusJobsHealthIndicator")
    ChorusJobsHealthIndicator chorusJobsHealthIndicator(Jobs jobs) {
        return new ChorusJobsHealthIndicator(jobs);
    }
}
