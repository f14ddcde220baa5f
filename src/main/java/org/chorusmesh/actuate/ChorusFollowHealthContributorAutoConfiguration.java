package org.chorusmesh.actuate;

import org.chorusmesh.follow.ChorusFollowAutoConfiguration;
import org.chorusmesh.follow.FollowThread;
import org.chorusmesh.follow.Follower;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the health of a follower. */
@AutoConfiguration(after = ChorusFollowAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(Follower.class)
public final class ChorusFollowHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("chorus")
    @ConditionalOnMissingBean(name = "chorusHealthIndicator")
    FollowHealthIndicator chorusHealthIndicator(Follower follower, FollowThread thread) {
        return new FollowHealthIndicator(follower, thread);
    }
}
