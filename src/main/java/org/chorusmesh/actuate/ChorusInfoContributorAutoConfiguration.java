package org.chorusmesh.actuate;

import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.ChorusNode;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of what the info endpoint says about the node. */
@AutoConfiguration(after = ChorusAutoConfiguration.class)
@ConditionalOnClass(InfoContributor.class)
@ConditionalOnBean(ChorusNode.class)
public final class ChorusInfoContributorAutoConfiguration {

    @Bean
    @ConditionalOnEnabledInfoContributor("chorus")
    @ConditionalOnMissingBean
    ChorusInfoContributor chorusInfoContributor(ChorusNode node) {
        return new ChorusInfoContributor(node);
    }
}
