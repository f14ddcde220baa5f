package org.chorusmesh.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One node as a process of its own, made from the executable jar. */
final class NodeProcess implements AutoCloseable {

    static final String USER = "operator";

    /** Not of ASCII alone, as passwords are. */
    static final String PASSWORD = "s\u00e9cret";

    /** Where the characters of arguments depend on the machine, those of JSON do not. */
    private static final String JSON_PROPERTIES =
            "{\"spring.security.user.password\":\"s\\u00e9cret\"}";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final int END_LIMIT_SECONDS = 20;

    private final String id;

    private final String contextPath;

    private final int httpPort;

    private final List<String> command;

    private volatile Process process;

    /**
     * Starts it.
     *
     * @param contextPath what its paths start with, such as /beat; may be empty
     * @param gossipPort where it publishes
     * @param peers where the others do
     * @param more arguments
     */
    NodeProcess(
            String id, String contextPath, int gossipPort, List<Integer> peers, String... more) {
        this.id = id;
        this.contextPath = contextPath;
        this.httpPort = Ports.free(1).get(0);
        this.command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx192m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-jar",
                                System.getProperty("node.jar"),
                                "--server.port=" + this.httpPort,
                                "--server.address=127.0.0.1",
                                "--server.servlet.context-path=" + contextPath));
        this.command.addAll(List.of(arguments(id, gossipPort, peers)));
        this.command.addAll(List.of(more));
        this.process = launch();
        // Whatever becomes of the test.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> this.process.destroyForcibly()));
    }

    /** The arguments that every node has. */
    static String[] arguments(String id, int gossipPort, List<Integer> peers) {
        String addresses =
                peers.stream().map((port) -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return new String[] {
            "--chorus.node-id=" + id,
            "--chorus.gossip.bind=127.0.0.1:" + gossipPort,
            "--chorus.gossip.peers=" + addresses
        };
    }

    private Process launch() {
        try {
            Path logs = Files.createDirectories(Path.of("target", "browser"));
            ProcessBuilder builder =
                    new ProcessBuilder(this.command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            logs.resolve("node-" + this.httpPort + ".log")
                                                    .toFile()));
            builder.environment().put("SPRING_APPLICATION_JSON", JSON_PROPERTIES);
            return builder.start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    String id() {
        return this.id;
    }

    int httpPort() {
        return this.httpPort;
    }

    /** Where the page is, without the slash at the end. */
    String root() {
        return root(this.httpPort);
    }

    /** The same through another port. */
    String root(int port) {
        return "http://127.0.0.1:" + port + this.contextPath;
    }

    /** What it answers to a GET below the base path. */
    JsonNode get(String path) {
        return send(request(path).GET());
    }

    /** Changes something as its operator. */
    void write(String method, String path, String body) {
        send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        byte[] pair = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(root() + "/api/v1/" + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return JsonMapper.shared().readTree(response.body());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    /** Whether it answers, and hears so many others with weight. */
    boolean hears(int others) {
        try {
            return get("node").get("peers").get("live").asInt() == others;
        } catch (UncheckedIOException ex) {
            return false;
        }
    }

    /** Ends it as a crash does. */
    void kill() {
        this.process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again if it has ended. */
    void restart() {
        if (!this.process.isAlive()) {
            this.process = launch();
        }
    }

    private void awaitEnd() {
        try {
            if (!this.process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(this.id + " does not end");
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
