package com.example.payroll;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pays salaries below the path that a node's API has by default. Knows of no node. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({PayrollApplication.Salaries.class, PayrollAdvice.class})
public class PayrollApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(PayrollApplication.class, args);
    }

    /** What it is for. */
    @RestController
    @RequestMapping("/api/v1")
    public static class Salaries {

        @GetMapping("/salaries")
        Map<String, Integer> salaries() {
            return Map.of("monthlySalary", 5000);
        }

        @PostMapping("/salaries")
        String raise() {
            return "raised";
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("broken");
        }
    }
}
