package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Starts a node with properties that may be bad, and reads what the start says of them. */
abstract class BadPropertiesFixture {

    final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(NodeWithoutNetwork.class);

    static org.springframework.context.ApplicationContextInitializer<
                    org.springframework.context.ConfigurableApplicationContext>
            environment(Map<String, Object> variables) {
        return (context) ->
                context.getEnvironment()
                        .getPropertySources()
                        .replace(
                                "systemEnvironment",
                                new SystemEnvironmentPropertySource(
                                        "systemEnvironment", variables));
    }

    static ContextConsumer<AssertableApplicationContext> failsFor(String... properties) {
        return (context) -> assertThat(problems(context)).containsOnlyKeys(properties);
    }

    static Map<String, String> problems(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        assertThat(context.getStartupFailure())
                .hasRootCauseInstanceOf(BadPropertiesException.class);
        Throwable cause = context.getStartupFailure();
        while (!(cause instanceof BadPropertiesException bad)) {
            cause = cause.getCause();
        }
        Map<String, String> problems = new java.util.TreeMap<>();
        bad.problems().forEach((problem) -> problems.put(problem.property(), problem.describe()));
        assertThat(problems).as("each once").hasSameSizeAs(bad.problems());
        return problems;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ChorusAutoConfiguration.class)
    static class NodeWithoutNetwork {

        @Bean
        FakeGossip gossip() {
            return new FakeGossip();
        }
    }
}
