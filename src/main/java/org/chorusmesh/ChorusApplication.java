package org.chorusmesh;

import org.chorusmesh.simulation.SimulationCommands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * One Chorus node as a process of its own. Everything is auto-configured, so that the plain jar gives the same
 * node to any other Spring Boot application.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class ChorusApplication {

    public static void main(String[] args) {
        if (SimulationCommands.isOne(args)) {
            System.exit(SimulationCommands.run(args, System.out));
        }
        SpringApplication.run(ChorusApplication.class, args);
    }
}
