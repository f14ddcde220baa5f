package org.chorusmesh.service;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The properties, which are checked the same with a node and without one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChorusProperties.class)
public class ChorusPropertiesConfiguration {

    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor chorusBindHandlerAdvisor() {
        return CollectingBindHandler::new;
    }
}
