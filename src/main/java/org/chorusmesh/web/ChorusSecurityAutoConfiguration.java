package org.chorusmesh.web;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of who may use the API and the page where the application says nothing about
 * them: reading is open, and an operator writes. The chain takes only requests that the API's own
 * controllers or the page answer, and of these only those that no chain of the application takes.
 */
@AutoConfiguration(
        after = {ChorusWebAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@ConditionalOnClass({SecurityFilterChain.class, ServletWebSecurityAutoConfiguration.class})
@ConditionalOnBean({MappedRequests.class, HttpSecurity.class})
public final class ChorusSecurityAutoConfiguration {

    static final String CHAIN = "chorusApiSecurityFilterChain";

    // First, since a chain that takes any request allows none after it; its matcher gives way.
    @Bean(CHAIN)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain chorusApiSecurityFilterChain(
            HttpSecurity http, List<MappedRequests> ours, ConfigurableListableBeanFactory beans) {
        Supplier<List<SecurityFilterChain>> others =
                SingletonSupplier.of(() -> chainsOfTheApplication(beans));
        return ProblemEntryPoint.basic(http)
                .securityMatcher(
                        (request) ->
                                ours.stream().anyMatch((own) -> own.contain(request))
                                        && others.get().stream()
                                                .noneMatch((chain) -> chain.matches(request)))
                .authorizeHttpRequests(
                        (requests) ->
                                requests.requestMatchers(HttpMethod.GET)
                                        .permitAll()
                                        .requestMatchers(HttpMethod.HEAD)
                                        .permitAll()
                                        .requestMatchers(HttpMethod.OPTIONS)
                                        .permitAll()
                                        .anyRequest()
                                        .hasRole(WriteGuard.OPERATOR))
                .build();
    }

    private static List<SecurityFilterChain> chainsOfTheApplication(
            ConfigurableListableBeanFactory beans) {
        return beans.getBeansOfType(SecurityFilterChain.class).entrySet().stream()
                .filter((chain) -> !chain.getKey().equals(CHAIN))
                .filter((chain) -> !isBootsDefault(beans, chain.getKey()))
                .map((chain) -> chain.getValue())
                .toList();
    }

    /** Spring Boot closes an application that says nothing; that says nothing of the API either. */
    private static boolean isBootsDefault(ConfigurableListableBeanFactory beans, String name) {
        return beans.containsBeanDefinition(name)
                && beans.getBeanDefinition(name) instanceof AnnotatedBeanDefinition definition
                && definition.getFactoryMethodMetadata() != null
                && definition
                        .getFactoryMethodMetadata()
                        .getDeclaringClassName()
                        .startsWith("org.springframework.boot.");
    }
}
