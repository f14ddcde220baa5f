package org.chorusmesh.herd;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application of its own, without a web server: one of the other nodes in the same process. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class HerdMember {

    @Bean
    HerdJobs herdJobs(
            @Value("${chorus-herd.service}") URI service,
            @Value("${chorus-herd.requests}") int requests) {
        return new HerdJobs(() -> service, requests);
    }
}
