package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A node in another process that can start no more threads, see there. Each thread takes so much of
 * the address space, which is limited, that few fit in; a limit of processes does not bind root.
 */
@EnabledOnOs(OS.LINUX)
class ThreadShortageTests {

    private static final String LINE = "No more threads: the gossip of " + ThreadlessNode.ID;

    private final GossipFixture fixture = new GossipFixture();
    private ChildNode child;

    @AfterEach
    void close() {
        this.child.close();
        this.fixture.close();
    }

    @Test
    void itSaysSoOnceKeepsWhatItHasAndRecovers() throws IOException {
        Peer peer = this.fixture.node("peer").start();
        start(peer);
        awaitHeard(peer);
        ask("exhaust");

        // A silent peer is dialled on a second lane, which needs a thread.
        GossipFixture.await().until(() -> ask("look")[1] == 0 && this.child.says(LINE) > 0);
        awaitHeard(peer);
        GossipFixture.await().until(() -> ask("look")[0] == 0);
        awaitHeard(peer);
        assertThat(this.child.lines)
                .filteredOn((line) -> line.contains(LINE))
                .singleElement()
                .asString()
                .contains("needs 7, and this process, which has ", ", gets no more.");
        assertThat(this.child.lines).noneMatch((line) -> line.contains("Exception"));

        ask("release");
        GossipFixture.await().until(() -> ask("look")[1] == 1);
        awaitHeard(peer);
        assertThat(this.child.lines).filteredOn((line) -> line.contains(LINE)).hasSize(1);
    }

    @Test
    void itClosesWithoutAThreadToCloseWith() throws IOException {
        Peer peer = this.fixture.node("peer").start();
        start(peer);
        awaitHeard(peer);
        ask("exhaust");
        assertThat(ask("look")[2]).isGreaterThan(3);
        ask("close");
        GossipFixture.await().until(() -> ask("look")[2] == 0);
    }

    private void awaitHeard(Peer peer) {
        GossipFixture.await()
                .until(
                        () -> {
                            peer.publish();
                            return ask("look")[0] > 0;
                        });
    }

    private void start(Peer peer) throws IOException {
        this.child =
                new ChildNode(
                        "-v 6000000",
                        List.of("-Xmx128m", "-Xss64m", "-XX:+UseSerialGC"),
                        ThreadlessNode.class,
                        List.of(peer.endpoint()));
    }

    /** Reports received since, threads that receive beside the first, and all of its threads. */
    private long[] ask(String command) {
        this.child.command(command);
        return Stream.of("heard", "second", "all")
                .mapToLong((what) -> Long.parseLong(this.child.read(what)))
                .toArray();
    }
}
