package org.chorusmesh.web;

import io.swagger.v3.oas.models.OpenAPI;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.service.ChorusProperties;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.service.OpenAPIService;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsUtils;

/**
 * What a node as a process of its own has beside the API, and what an application that embeds one
 * decides for itself: users, who may see what, error pages, and the API's description.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class StandaloneConfiguration {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private static final String[] DESCRIPTION = {
        "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**"
    };

    @Bean
    SecurityFilterChain standaloneSecurityFilterChain(
            HttpSecurity http,
            ChorusProperties properties,
            @Qualifier("chorusPageRequests") ObjectProvider<MappedRequests> pageRequests) {
        MappedRequests page = pageRequests.getIfAvailable();
        String api = properties.web().basePath() + "/**";
        return ProblemEntryPoint.basic(http)
                .authorizeHttpRequests(
                        (requests) ->
                                requests.requestMatchers(CorsUtils::isPreFlightRequest)
                                        .permitAll()
                                        // The list of what is exposed shows nothing that these do
                                        // not.
                                        .requestMatchers(
                                                EndpointRequest.toLinks(),
                                                EndpointRequest.to(
                                                        "health", "info", "prometheus", "chorus"))
                                        .permitAll()
                                        // On a management port of their own too.
                                        .requestMatchers("/livez", "/readyz")
                                        .permitAll()
                                        .requestMatchers(HttpMethod.GET, DESCRIPTION)
                                        .permitAll()
                                        .requestMatchers((request) -> reads(request, page))
                                        .permitAll()
                                        .requestMatchers(HttpMethod.GET, api)
                                        .permitAll()
                                        .requestMatchers(HttpMethod.HEAD, api)
                                        .permitAll()
                                        .requestMatchers(api)
                                        .hasRole(WriteGuard.OPERATOR)
                                        .anyRequest()
                                        .authenticated())
                .build();
    }

    @Bean
    UserDetailsService operator(SecurityProperties properties) {
        return new InMemoryUserDetailsManager(OperatorAccount.of(properties.getUser()));
    }

    private static boolean reads(HttpServletRequest request, @Nullable MappedRequests page) {
        return page != null && READS.contains(request.getMethod()) && page.contain(request);
    }

    @Bean
    @Order(0)
    @ConditionalOnBooleanProperty("springdoc.swagger-ui.enabled")
    PageLink descriptionLink(Environment environment) {
        String path = environment.getProperty("springdoc.swagger-ui.path", "/swagger-ui.html");
        return PageLink.of("The API, described", path);
    }

    /** Of the profile {@code herd}. */
    @Bean
    @Order(2)
    @ConditionalOnBooleanProperty("chorus-herd.enabled")
    PageLink herdLink() {
        return PageLink.of("One job, all at once and in turns", "herd/");
    }

    @Bean
    @Order(1)
    @ConditionalOnManagementPort(ManagementPortType.SAME)
    PageLink healthLink(WebEndpointProperties endpoints) {
        return PageLink.of("Health", endpoints.getBasePath() + "/health");
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemValve(
            ChorusProperties properties) {
        // The last valve is the innermost, and reports before Boot's own.
        return (factory) ->
                factory.addContextCustomizers(
                        (context) ->
                                context.getParent()
                                        .getPipeline()
                                        .addValve(new ProblemValve(properties.web().basePath())));
    }

    @Bean
    WebAddressFile webAddressFile(
            ChorusProperties properties, ServerProperties server, DispatcherServletPath servlet) {
        return new WebAddressFile(properties.web().addressFile(), server, servlet);
    }

    /** For a management port of its own, whose errors the valve does not see. */
    @Bean
    ErrorAttributes errorAttributes() {
        return new DefaultErrorAttributes();
    }

    @Bean
    OpenAPI openApi() {
        return ApiDescription.document();
    }

    @Bean
    GlobalOperationCustomizer apiDescription() {
        return new ApiDescription();
    }

    @Bean
    GlobalOpenApiCustomizer settingsSchemas() {
        return new SettingsSchemas();
    }

    /**
     * Springdoc describes controllers alone, and the API's are none, so that no host lists them.
     */
    @Bean
    SmartInitializingSingleton apiControllersDescribed(
            ListableBeanFactory beans, OpenAPIService description) {
        return () ->
                description.addMappings(
                        Map.<String, Object>copyOf(beans.getBeansOfType(ApiController.class)));
    }
}
