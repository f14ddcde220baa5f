package org.chorusmesh;

import java.util.Map;
import org.chorusmesh.conformance.ConformCommand;
import org.chorusmesh.gossip.DnsCache;
import org.chorusmesh.herd.HerdConfiguration;
import org.chorusmesh.service.NodeFailedEvent;
import org.chorusmesh.service.RequiredNode;
import org.chorusmesh.simulation.SimulationCommands;
import org.chorusmesh.web.StandaloneConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.context.annotation.PropertySource;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * One Chorus node as a process of its own. The node itself is auto-configured, so that the plain
 * jar gives the same one to any other Spring Boot application; what only a process of its own has,
 * is named here.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
@PropertySource("classpath:/org/chorusmesh/standalone.properties")
@Import(StandaloneConfiguration.class)
public class ChorusApplication {

    public static void main(String[] args) {
        if (SimulationCommands.isOne(args)) {
            System.exit(SimulationCommands.run(args, System.out, new ConformCommand(System.out)));
        }
        // The JVM reads these once, at its first lookup.
        DnsCache.keepShort();
        SpringApplication application = new SpringApplication(ChorusApplication.class);
        // Logs begin before the property source above is read.
        application.setDefaultProperties(Map.of("spring.application.name", "chorus"));
        application.run(args);
    }

    @Bean
    static RequiredNode requiredNode(Environment environment) {
        return new RequiredNode(environment);
    }

    /** A process of its own is of no use without its node. */
    @EventListener
    void end(NodeFailedEvent event) {
        // Not on the node's own thread, which the end waits for.
        new Thread(() -> System.exit(1), "exit").start();
    }

    /** Five nodes in one process, started with the profile {@code demo}. */
    @Configuration(proxyBeanMethods = false)
    @Profile("demo")
    @PropertySource("classpath:/org/chorusmesh/demonstration.properties")
    static class Demo {}

    /**
     * Six nodes and a service that they load, all at once and in turns: the profile {@code herd}.
     */
    @Configuration(proxyBeanMethods = false)
    @Profile("herd")
    @PropertySource("classpath:/org/chorusmesh/herd.properties")
    @Import(HerdConfiguration.class)
    static class Herd {}
}
