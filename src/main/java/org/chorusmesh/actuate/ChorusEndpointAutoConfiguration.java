package org.chorusmesh.actuate;

import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.ChorusScheduleAutoConfiguration;
import org.chorusmesh.schedule.Jobs;
import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.ChorusNode;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the endpoint {@code chorus}, where the application exposes it. */
@AutoConfiguration(after = {ChorusAutoConfiguration.class, ChorusScheduleAutoConfiguration.class})
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({BeatSource.class, Jobs.class})
public final class ChorusEndpointAutoConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    ChorusEndpoint chorusEndpoint(BeatSource source, Jobs jobs, ObjectProvider<ChorusNode> node) {
        return new ChorusEndpoint(source, jobs, node.getIfAvailable());
    }
}
