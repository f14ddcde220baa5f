package com.example.payroll;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Its users, and the ways in which it may be secured. */
public final class PayrollSecurity {

    private PayrollSecurity() {}

    /** Somebody with each role. */
    @Configuration(proxyBeanMethods = false)
    public static class Users {

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(user("clerk"), user("payroll"), user("operator"));
        }

        private static UserDetails user(String role) {
            return User.withUsername(role).password("{noop}secret").roles(role).build();
        }
    }

    /** All of it, salaries by role. */
    @Configuration(proxyBeanMethods = false)
    public static class Everything {

        // Named as Boot names its own.
        @Bean
        SecurityFilterChain defaultSecurityFilterChain(HttpSecurity http) {
            return http.authorizeHttpRequests(
                            (requests) ->
                                    requests.requestMatchers("/api/v1/salaries")
                                            .hasRole("payroll")
                                            .anyRequest()
                                            .authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .csrf((csrf) -> csrf.disable())
                    .build();
        }
    }

    /** Salaries alone. */
    @Configuration(proxyBeanMethods = false)
    public static class SalariesAlone {

        @Bean
        SecurityFilterChain salariesChain(HttpSecurity http) {
            return http.securityMatcher("/api/v1/salaries")
                    .authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("payroll"))
                    .httpBasic(Customizer.withDefaults())
                    .csrf((csrf) -> csrf.disable())
                    .build();
        }
    }

    /** Nothing at all. */
    @Configuration(proxyBeanMethods = false)
    public static class Nothing {

        @Bean
        SecurityFilterChain openChain(HttpSecurity http) {
            return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
                    .httpBasic(Customizer.withDefaults())
                    .csrf((csrf) -> csrf.disable())
                    .build();
        }
    }
}
