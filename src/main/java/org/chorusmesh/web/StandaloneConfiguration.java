package org.chorusmesh.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import jakarta.servlet.DispatcherType;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * What a node as a process of its own has beside the API, and what an application that embeds one
 * decides for itself: who may see the rest, and how the API's description is headed.
 */
@Configuration(proxyBeanMethods = false)
public class StandaloneConfiguration {

    @Bean
    @Order(SecurityFilterProperties.BASIC_AUTH_ORDER - 10)
    SecurityFilterChain standaloneSecurityFilterChain(HttpSecurity http, ProblemWriter writer) {
        ProblemEntryPoint refusal = new ProblemEntryPoint(writer);
        return http.authorizeHttpRequests(
                        (requests) ->
                                requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers(
                                                // The list of what is exposed tells nothing that
                                                // these do not.
                                                EndpointRequest.toLinks(),
                                                EndpointRequest.to("health", "info", "prometheus"),
                                                EndpointRequest.toAdditionalPaths(
                                                        WebServerNamespace.SERVER, "health"))
                                        .permitAll()
                                        .requestMatchers(
                                                "/v3/api-docs",
                                                "/v3/api-docs/**",
                                                "/v3/api-docs.yaml")
                                        .permitAll()
                                        .requestMatchers("/swagger-ui.html", "/swagger-ui/**")
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
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    ErrorController problemErrorController(ProblemWriter writer) {
        return new ProblemErrorController(writer);
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemValve(
            ProblemWriter writer) {
        // The last valve is the innermost, and reports before Boot's own.
        return (factory) ->
                factory.addContextCustomizers(
                        (context) ->
                                context.getParent()
                                        .getPipeline()
                                        .addValve(new ProblemValve(writer)));
    }

    @Bean
    OpenAPI openApi() {
        String text =
                "One node of a leaderless mesh whose oscillators fall into step. Everyone may read;"
                        + " writes need the operator's credentials (HTTP Basic). Errors are problem documents"
                        + " (RFC 9457) that name every field at fault.";
        return new OpenAPI().info(new Info().title("Chorus").version("v1").description(text));
    }

    @Bean
    GlobalOpenApiCustomizer apiDescription() {
        return new ApiDescription();
    }
}
