package org.chorusmesh.measure;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** An application with all that a node's process has, but the node. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareApplication {

    /** Arguments: the port of its web server. */
    public static void main(String[] args) {
        SpringApplication.run(
                BareApplication.class,
                "--chorus.enabled=false",
                "--server.address=127.0.0.1",
                "--server.port=" + args[0]);
    }
}
