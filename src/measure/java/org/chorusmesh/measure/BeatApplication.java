package org.chorusmesh.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link BeatProcess} and what it has written down so far, over all of its lives. */
final class BeatApplication implements AutoCloseable {

    private final List<String> command;
    private final Path record;
    private final Path log;
    private Process process;

    BeatApplication(String id, int port, List<Integer> ports, String... more) throws IOException {
        this.record = Path.of("target", "measure-" + id + ".beats");
        this.log = Path.of("target", "measure-" + id + ".log");
        Files.deleteIfExists(this.record);
        this.command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-classpath",
                                System.getProperty("java.class.path"),
                                BeatProcess.class.getName(),
                                "--spring.main.web-application-type=none",
                                "--chorus.node-id=" + id,
                                "--chorus.gossip.bind=127.0.0.1:" + port,
                                "--record=" + this.record));
        for (int i = 0; i < ports.size(); i++) {
            this.command.add("--chorus.gossip.peers[" + i + "]=127.0.0.1:" + ports.get(i));
        }
        this.command.addAll(Arrays.asList(more));
        start();
    }

    void start() throws IOException {
        this.process =
                new ProcessBuilder(this.command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
                        .start();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Ends it in order. */
    void stop() throws InterruptedException {
        this.process.destroy();
        if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("An application does not end");
        }
    }

    /** The lines of one kind, as numbers. */
    List<long[]> lines(String kind) throws IOException {
        if (!Files.exists(this.record)) {
            return List.of();
        }
        List<long[]> lines = new ArrayList<>();
        for (String line : Files.readAllLines(this.record)) {
            String[] words = line.split(" ");
            if (words[0].equals(kind)) {
                lines.add(Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray());
            }
        }
        return lines;
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
    }
}
