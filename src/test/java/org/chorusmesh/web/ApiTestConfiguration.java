package org.chorusmesh.web;

import org.chorusmesh.service.FakeGossip;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What tests of the API put beside the application. */
@Configuration(proxyBeanMethods = false)
class ApiTestConfiguration {

    @Bean(destroyMethod = "")
    FakeGossip gossip() {
        return new FakeGossip();
    }

    @Bean
    @Lazy
    ApiClient apiClient(@Value("${local.server.port}") int port) {
        return new ApiClient(port);
    }
}
