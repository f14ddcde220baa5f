package org.chorusmesh.herd;

import java.net.URI;
import java.util.function.Supplier;
import org.chorusmesh.service.ChorusProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The first node of the herd, with the service that all load. */
@Configuration(proxyBeanMethods = false)
public class HerdConfiguration {

    /** Before the node's own chain, which takes everything. */
    private static final int BEFORE_THE_NODE = 0;

    @Bean
    HerdJobs herdJobs(Environment environment, @Value("${chorus-herd.requests}") int requests) {
        return new HerdJobs(service(environment), requests);
    }

    @Bean
    @ConditionalOnBooleanProperty("chorus-herd.in-process")
    HerdMembers herdMembers(ChorusProperties properties, Environment environment) {
        return new HerdMembers(properties, environment, service(environment));
    }

    @Bean
    RouterFunction<ServerResponse> herdRoutes(@Value("${chorus-herd.every}") long everyBeats) {
        return new HerdRoutes(everyBeats).function();
    }

    /** Nothing there shows or changes the node. */
    @Bean
    @Order(BEFORE_THE_NODE)
    SecurityFilterChain herdSecurityFilterChain(HttpSecurity http) {
        return http.securityMatcher("/herd", "/herd/**")
                .authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
                .sessionManagement(
                        (sessions) ->
                                sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Where the service is. In this process the port is known only once its server has started. */
    private static Supplier<URI> service(Environment environment) {
        return () -> {
            String configured = environment.getProperty("chorus-herd.service", "");
            if (!configured.isEmpty()) {
                return URI.create(configured);
            }
            return URI.create(
                    "http://127.0.0.1:%s%s/herd/"
                            .formatted(
                                    environment.getRequiredProperty("local.server.port"),
                                    environment.getProperty("server.servlet.context-path", "")));
        };
    }
}
