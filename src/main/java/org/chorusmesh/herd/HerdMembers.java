package org.chorusmesh.herd;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chorusmesh.service.ChorusProperties;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** The other nodes of the herd, where they are in one process: an application for each peer. */
final class HerdMembers {

    /** What they take from the first node, as far as it is said. */
    private static final List<String> SHARED =
            List.of(
                    "chorus.frequency-hz",
                    "chorus.coupling",
                    "chorus.ttl",
                    "chorus.mesh",
                    "chorus-herd.every",
                    "chorus-herd.requests");

    private final ChorusProperties properties;

    private final Environment environment;

    private final Supplier<URI> service;

    private final List<ConfigurableApplicationContext> members = new ArrayList<>();

    HerdMembers(ChorusProperties properties, Environment environment, Supplier<URI> service) {
        this.properties = properties;
        this.environment = environment;
        this.service = service;
    }

    /** Starts them once the service answers. */
    @EventListener
    synchronized void start(ApplicationReadyEvent event) {
        List<String> peers = this.properties.gossip().peers();
        List<String> all =
                Stream.concat(Stream.of(this.properties.gossip().bind()), peers.stream()).toList();
        for (String address : peers) {
            int ordinal = 2 + this.members.size();
            this.members.add(
                    new SpringApplicationBuilder(HerdMember.class)
                            .web(WebApplicationType.NONE)
                            .bannerMode(Banner.Mode.OFF)
                            .logStartupInfo(false)
                            .registerShutdownHook(false)
                            .run(arguments("herd-" + ordinal, address, all)));
        }
    }

    private String[] arguments(String nodeId, String address, List<String> all) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--chorus.node-id=" + nodeId);
        arguments.add("--chorus.gossip.bind=" + address);
        arguments.add("--chorus.gossip.peers=" + String.join(",", all));
        arguments.add("--chorus-herd.service=" + this.service.get());
        for (String name : SHARED) {
            String value = this.environment.getProperty(name);
            if (value != null) {
                arguments.add("--" + name + "=" + value);
            }
        }
        return arguments.toArray(String[]::new);
    }

    @EventListener
    synchronized void stop(ContextClosedEvent event) {
        this.members.forEach(ConfigurableApplicationContext::close);
        this.members.clear();
    }
}
