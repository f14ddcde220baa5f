package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A node in another process that has too few file descriptors for its peers, see there. */
@EnabledOnOs(OS.LINUX)
class DescriptorShortageTests {

    private static final int PEERS = 20;
    private static final String LINE = "No more file descriptors: the gossip of " + StarvedNode.ID;

    private final GossipFixture fixture = new GossipFixture();
    private ChildNode child;

    @AfterEach
    void close() {
        this.child.close();
        this.fixture.close();
    }

    @Test
    void itSaysSoOnceKeepsWhatItHasAndRecovers() throws IOException {
        List<Peer> peers =
                IntStream.range(0, PEERS)
                        .mapToObj((i) -> this.fixture.node("p" + i).start())
                        .toList();
        this.child =
                new ChildNode(
                        "-n 400",
                        List.of("-Xmx128m"),
                        StarvedNode.class,
                        peers.stream().map(Peer::endpoint).toList());
        String endpoint = this.child.read("bound");
        // So many dial it that it cannot accept them all.
        List<Peer> listeners =
                IntStream.range(0, PEERS)
                        .mapToObj((i) -> this.fixture.node("l" + i).peers(endpoint).start())
                        .toList();

        GossipFixture.await()
                .until(
                        () -> {
                            peers.forEach(Peer::publish);
                            return ask("look", "heard") > 0 && this.child.says(LINE) > 0;
                        });
        long heard = ask("look", "heard");
        assertThat(this.child.lines)
                .filteredOn((line) -> line.contains(LINE))
                .singleElement()
                .asString()
                .contains("needs about 92 for 20 addresses, and this process has 400 in all");
        long beginNanos = System.nanoTime();
        long ioNanos = ask("look", "io");
        for (int i = 0; i < 100; i++) {
            peers.forEach(Peer::publish);
            assertThat(ask("look", "heard")).isLessThan(PEERS);
        }
        // Fewer for a moment, where this test stands still.
        GossipFixture.await()
                .until(
                        () -> {
                            peers.forEach(Peer::publish);
                            return ask("look", "heard") >= heard;
                        });
        // Thousands of refused connections must not make it spin.
        assertThat(ask("look", "io") - ioNanos).isLessThan((System.nanoTime() - beginNanos) / 2);
        assertThat(this.child.lines).filteredOn((line) -> line.contains(LINE)).hasSize(1);
        assertThat(this.child.lines).noneMatch((line) -> line.contains("Exception"));

        ask("release", "heard");
        GossipFixture.await()
                .until(
                        () -> {
                            peers.forEach(Peer::publish);
                            return ask("look", "heard") == PEERS;
                        });
        assertThat(listeners)
                .allSatisfy(
                        (listener) ->
                                GossipFixture.await()
                                        .until(
                                                () ->
                                                        listener.gossip
                                                                        .status()
                                                                        .links()
                                                                        .get(0)
                                                                        .state()
                                                                == AddressState.SILENT));
    }

    private long ask(String command, String what) {
        this.child.command(command);
        String answer = "";
        for (String each : List.of("heard", "healthy", "io")) {
            String value = this.child.read(each);
            answer = each.equals(what) ? value : answer;
        }
        return Long.parseLong(answer);
    }
}
