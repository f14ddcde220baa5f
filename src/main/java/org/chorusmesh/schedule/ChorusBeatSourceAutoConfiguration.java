package org.chorusmesh.schedule;

import org.chorusmesh.service.ChorusAutoConfiguration;
import org.chorusmesh.service.ChorusNode;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of beats from the node in this process. */
@AutoConfiguration(after = ChorusAutoConfiguration.class)
@ConditionalOnBean(ChorusNode.class)
public final class ChorusBeatSourceAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    BeatSource chorusBeatSource(ChorusNode node) {
        return new NodeBeatSource(node);
    }
}
