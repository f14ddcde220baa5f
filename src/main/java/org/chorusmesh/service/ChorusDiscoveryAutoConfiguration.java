package org.chorusmesh.service;

import org.chorusmesh.gossip.PeerDirectory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of peers that Spring Cloud's {@link DiscoveryClient} knows, where the
 * application has one.
 */
@AutoConfiguration(
        before = ChorusAutoConfiguration.class,
        afterName =
                "org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration")
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBlockingDiscoveryEnabled
@Conditional(OnChorusEnabled.class)
public final class ChorusDiscoveryAutoConfiguration {

    @Bean
    @ConditionalOnBean(DiscoveryClient.class)
    @ConditionalOnMissingBean
    PeerDirectory chorusPeerDirectory(DiscoveryClient client) {
        return new DiscoveryClientDirectory(client);
    }
}
