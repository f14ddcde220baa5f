package org.chorusmesh.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** One node, below a context path, that hears a crowd. */
final class Audience implements AutoCloseable {

    /** What a hostile peer may call itself. */
    static final List<String> HOSTILE =
            List.of(
                    "<script>document.title='taken'</script>",
                    "\"><img src=x onerror=\"document.title='taken'\">",
                    "'; drop table peers; --",
                    "\u202egnihton si siht\u202c",
                    "{{base}} ${7*7} \\",
                    "x".repeat(255));

    static final String RUNAWAY = "runaway";

    private static final double RUNAWAY_HZ = 2.5;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final NodeProcess node;

    private final Crowd crowd;

    private Audience(int size, boolean hostile) {
        List<Integer> ports = Ports.free(2);
        this.crowd = new Crowd(ports.get(0), ports.get(1));
        if (hostile) {
            HOSTILE.forEach(this.crowd::add);
            this.crowd.add(RUNAWAY, 0, RUNAWAY_HZ);
        }
        for (int i = this.crowd.size(); i < size; i++) {
            this.crowd.add("node-%03d".formatted(i));
        }
        this.node = new NodeProcess("listener", "/beat", ports.get(0), List.of(ports.get(1)));
        this.crowd.start();
        await().atMost(LIMIT).until(() -> this.node.hears(size));
    }

    /** So many peers in step. */
    static Audience of(int size) {
        return new Audience(size, false);
    }

    /** So many peers; some have hostile names, and one turns faster than any coupling can hold. */
    static Audience hostile(int size) {
        return new Audience(size, true);
    }

    NodeProcess node() {
        return this.node;
    }

    @Override
    public void close() {
        this.node.close();
        this.crowd.close();
    }
}
