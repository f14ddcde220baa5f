package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private final List<String> lines = new ArrayList<>();
    private Process process;
    private BufferedReader out;
    private PrintStream in;

    @AfterEach
    void close() throws InterruptedException {
        this.process.destroyForcibly().waitFor();
        this.fixture.close();
    }

    @Test
    void itSaysSoOnceKeepsWhatItHasAndRecovers() throws IOException {
        List<Peer> peers =
                IntStream.range(0, PEERS)
                        .mapToObj((i) -> this.fixture.node("p" + i).start())
                        .toList();
        start(peers.stream().map(Peer::endpoint).toList());
        String endpoint = read("bound");
        // So many dial it that it cannot accept them all.
        List<Peer> listeners =
                IntStream.range(0, PEERS)
                        .mapToObj((i) -> this.fixture.node("l" + i).peers(endpoint).start())
                        .toList();

        GossipFixture.await()
                .until(
                        () -> {
                            peers.forEach(Peer::publish);
                            return ask("look", "heard") > 0 && says(LINE) > 0;
                        });
        long heard = ask("look", "heard");
        assertThat(this.lines)
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
        assertThat(this.lines).filteredOn((line) -> line.contains(LINE)).hasSize(1);
        assertThat(this.lines).noneMatch((line) -> line.contains("Exception"));

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

    private void start(List<String> peers) throws IOException {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        "sh",
                                        "-c",
                                        "ulimit -n 400; exec \"$@\"",
                                        "sh",
                                        System.getProperty("java.home") + "/bin/java",
                                        "-Xmx128m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        StarvedNode.class.getName()),
                                peers.stream())
                        .toList();
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        this.out = new BufferedReader(new InputStreamReader(this.process.getInputStream()));
        this.in = new PrintStream(this.process.getOutputStream(), true);
    }

    private long ask(String command, String what) {
        this.in.println(command);
        try {
            String answer = "";
            for (String each : List.of("heard", "healthy", "io")) {
                String value = read(each);
                answer = each.equals(what) ? value : answer;
            }
            return Long.parseLong(answer);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private String read(String what) throws IOException {
        String prefix = "= " + what + " ";
        for (String line = this.out.readLine(); line != null; line = this.out.readLine()) {
            this.lines.add(line);
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
        throw new IllegalStateException("It has ended: " + String.join("\n", this.lines));
    }

    private long says(String text) {
        return this.lines.stream().filter((line) -> line.contains(text)).count();
    }
}
