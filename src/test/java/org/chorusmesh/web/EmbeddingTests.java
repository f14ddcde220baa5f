package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.chorusmesh.service.FakeGossip;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tests for a node inside an application that is not ours. */
class EmbeddingTests {

    private static final Map<String, Object> LOOPBACK =
            Map.of("server.port", "0", "server.address", "127.0.0.1");

    @Test
    void isServedBesideTheApplicationsOwnWhichKeepsItsRules() {
        try (ConfigurableApplicationContext context = run(Host.class, new String[0])) {
            ApiClient api = client(context);
            assertThat(api.get("/api/v1/node").status()).isEqualTo(200);
            ApiClient.Answer refused = api.send("PATCH", "/api/v1/settings", "{}");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            // What is not the node's is closed by Boot, below the API's path too.
            assertThat(api.get("/api/v1/nowhere").status()).isEqualTo(401);
            // Boot's own default still guards the rest, and answers in its own way.
            ApiClient.Answer hosts = api.get("/hosts-own");
            assertThat(hosts.status()).isEqualTo(401);
            assertThat(hosts.header("Content-Type")).isNotEqualTo("application/problem+json");
            assertThat(api.get("/actuator/health").json().has("components")).isFalse();
            assertThat(api.get("/actuator/prometheus").status()).isEqualTo(401);
        }
    }

    @Test
    void speaksItsOwnJsonWhateverTheHostTellsItsMapper() {
        try (ConfigurableApplicationContext context =
                run(
                        Host.class,
                        "--spring.jackson.property-naming-strategy=SNAKE_CASE",
                        "--spring.jackson.default-property-inclusion=non_null")) {
            ApiClient api = client(context);
            assertThat(api.get("/api/v1/node").json().propertyNames())
                    .contains("nodeId", "atNanos");
            assertThat(api.get("/api/v1/order").json().get("r").isNull()).isTrue();
            assertThat(api.get("/api/v1/settings").json().get("gossipPeriod").stringValue())
                    .isEqualTo("PT0.05S");
        }
    }

    @Test
    void leavesAHostsOwnChainAlone() {
        try (ConfigurableApplicationContext context = run(Host.class, OpenHost.class)) {
            ApiClient api = client(context);
            assertThat(api.get("/hosts-own").body()).isEqualTo("host");
            assertThat(api.get("/nowhere").header("Content-Type"))
                    .isNotEqualTo("application/problem+json");
        }
    }

    private static ConfigurableApplicationContext run(Class<?>... sources) {
        return new SpringApplicationBuilder(sources).properties(LOOPBACK).run();
    }

    private static ConfigurableApplicationContext run(Class<?> source, String... arguments) {
        return new SpringApplicationBuilder(source).properties(LOOPBACK).run(arguments);
    }

    private static ApiClient client(ConfigurableApplicationContext context) {
        return new ApiClient(
                context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Host {

        @Bean(destroyMethod = "")
        FakeGossip gossip() {
            return new FakeGossip();
        }

        @Bean
        HostController hostController() {
            return new HostController();
        }
    }

    @RestController
    static class HostController {

        @GetMapping("/hosts-own")
        String own() {
            return "host";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OpenHost {

        @Bean
        SecurityFilterChain hostChain(HttpSecurity http) {
            return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
                    .build();
        }
    }
}
