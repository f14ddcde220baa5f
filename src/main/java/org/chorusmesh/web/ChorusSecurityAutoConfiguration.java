package org.chorusmesh.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Auto-configuration of who may use the API: everyone may read, the operator writes. It covers
 * {@code /api/v1} alone and leaves the rest of the application to whoever secures that; a bean of
 * the chain's name replaces it.
 */
@AutoConfiguration(
        after = {ChorusWebAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@ConditionalOnClass(SecurityFilterChain.class)
@ConditionalOnBean({ProblemWriter.class, HttpSecurity.class})
public final class ChorusSecurityAutoConfiguration {

    static final String CHAIN = "chorusApiSecurityFilterChain";

    @Bean
    @ConditionalOnMissingBean
    RequestRejectedHandler chorusRequestRejectedHandler(ProblemWriter writer) {
        return new ProblemRequestRejectedHandler(writer);
    }

    @Bean(CHAIN)
    @ConditionalOnMissingBean(name = CHAIN)
    @Order(SecurityFilterProperties.BASIC_AUTH_ORDER - 20)
    SecurityFilterChain chorusApiSecurityFilterChain(HttpSecurity http, ProblemWriter writer) {
        ProblemEntryPoint refusal = new ProblemEntryPoint(writer);
        return http.securityMatcher(ApiPaths.ROOT, ApiPaths.ROOT + "/**")
                .authorizeHttpRequests(
                        (requests) ->
                                requests.requestMatchers(HttpMethod.GET)
                                        .permitAll()
                                        .requestMatchers(HttpMethod.HEAD)
                                        .permitAll()
                                        .anyRequest()
                                        .authenticated())
                .httpBasic((basic) -> basic.authenticationEntryPoint(refusal))
                .exceptionHandling(
                        (exceptions) ->
                                exceptions
                                        .authenticationEntryPoint(refusal)
                                        .accessDeniedHandler(refusal))
                .sessionManagement(
                        (sessions) ->
                                sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie carries the credentials, so no foreign page can ride on them.
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }
}
