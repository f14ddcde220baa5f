package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
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
        Peer peer = this.fixture.node("peer").start();
        start(peer.endpoint());
        awaitHeard(peer);
        ask("exhaust");

        // A silent peer is dialled on a second lane, which needs a thread.
        GossipFixture.await().until(() -> ask("look")[1] == 0 && says(LINE) > 0);
        awaitHeard(peer);
        GossipFixture.await().until(() -> ask("look")[0] == 0);
        awaitHeard(peer);
        assertThat(this.lines)
                .filteredOn((line) -> line.contains(LINE))
                .singleElement()
                .asString()
                .contains("needs 7, and this process, which has ", ", gets no more.");
        assertThat(this.lines).noneMatch((line) -> line.contains("Exception"));

        ask("release");
        GossipFixture.await().until(() -> ask("look")[1] == 1);
        awaitHeard(peer);
        assertThat(this.lines).filteredOn((line) -> line.contains(LINE)).hasSize(1);
    }

    @Test
    void itClosesWithoutAThreadToCloseWith() throws IOException {
        Peer peer = this.fixture.node("peer").start();
        start(peer.endpoint());
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

    private void start(String peer) throws IOException {
        this.process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "ulimit -v 6000000; exec \"$@\"",
                                "sh",
                                System.getProperty("java.home") + "/bin/java",
                                "-Xmx128m",
                                "-Xss64m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ThreadlessNode.class.getName(),
                                peer)
                        .redirectErrorStream(true)
                        .start();
        this.out = new BufferedReader(new InputStreamReader(this.process.getInputStream()));
        this.in = new PrintStream(this.process.getOutputStream(), true);
    }

    /** Reports received since, threads that receive beside the first, and all of its threads. */
    private long[] ask(String command) throws IOException {
        this.in.println(command);
        return new long[] {read("heard"), read("second"), read("all")};
    }

    private long read(String what) throws IOException {
        String prefix = "= " + what + " ";
        for (String line = this.out.readLine(); line != null; line = this.out.readLine()) {
            this.lines.add(line);
            if (line.startsWith(prefix)) {
                return Long.parseLong(line.substring(prefix.length()));
            }
        }
        throw new IllegalStateException("It has ended: " + String.join("\n", this.lines));
    }

    private long says(String text) {
        return this.lines.stream().filter((line) -> line.contains(text)).count();
    }
}
