package org.chorusmesh.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chorusmesh.ChorusApplication;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Some nodes that hear each other. The first, which the browser looks at, and the last, which may
 * be killed, are processes of their own; those between live in the process of the tests.
 */
final class NodeMesh implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final NodeProcess first;

    private final NodeProcess last;

    private final List<ConfigurableApplicationContext> between = new ArrayList<>();

    private final int others;

    /**
     * Starts it, and waits until the first and the last hear every other.
     *
     * @param ids at least two
     * @param more arguments of every node
     */
    NodeMesh(List<String> ids, String... more) {
        this.others = ids.size() - 1;
        List<Integer> ports = Ports.free(ids.size());
        this.first = new NodeProcess(ids.get(0), "", ports.get(0), ports, more);
        this.last = new NodeProcess(ids.get(this.others), "", ports.get(this.others), ports, more);
        for (int i = 1; i < this.others; i++) {
            this.between.add(
                    new SpringApplicationBuilder(ChorusApplication.class)
                            .web(WebApplicationType.NONE)
                            .bannerMode(Banner.Mode.OFF)
                            .logStartupInfo(false)
                            .run(
                                    Stream.concat(
                                                    Stream.of(
                                                            NodeProcess.arguments(
                                                                    ids.get(i),
                                                                    ports.get(i),
                                                                    ports)),
                                                    Stream.of(more))
                                            .toArray(String[]::new)));
        }
        restore();
    }

    NodeProcess first() {
        return this.first;
    }

    NodeProcess last() {
        return this.last;
    }

    /** Starts what was killed, and waits until each node hears every other. */
    void restore() {
        this.first.restart();
        this.last.restart();
        await().atMost(LIMIT)
                .until(() -> this.first.hears(this.others) && this.last.hears(this.others));
    }

    @Override
    public void close() {
        this.first.close();
        this.last.close();
        this.between.forEach(ConfigurableApplicationContext::close);
    }
}
