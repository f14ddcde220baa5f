package org.chorusmesh.web;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Whole applications on loopback, each with a node that has no peers. */
final class Applications {

    private Applications() {}

    static ConfigurableApplicationContext start(List<String> arguments, Class<?>... sources) {
        Stream<String> all =
                Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--chorus.gossip.bind=127.0.0.1:0",
                                "--chorus.join=free"),
                        arguments.stream());
        return new SpringApplicationBuilder(sources).run(all.toArray(String[]::new));
    }

    static ApiClient client(ConfigurableApplicationContext context) {
        return new ApiClient(
                context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    /** Starts one, tries something on it, and stops it. */
    static void run(List<String> arguments, Consumer<ApiClient> test, Class<?>... sources) {
        try (ConfigurableApplicationContext context = start(arguments, sources)) {
            test.accept(client(context));
        }
    }
}
