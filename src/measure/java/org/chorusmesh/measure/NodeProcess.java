package org.chorusmesh.measure;

import java.io.IOException;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One node as a process of its own. */
final class NodeProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String PASSWORD = "measured";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Where the node's clock is, and its phase there. */
    record Reading(
            double phase, double frequencyHz, long atNanos, int live, long evicted, JsonNode body) {

        /**
         * The phase carried on to an instant of the monotonic clock that all processes of a machine
         * share.
         */
        double at(long nanos) {
            return this.phase + 2 * Math.PI * this.frequencyHz * (nanos - this.atNanos) * 1e-9;
        }
    }

    private final List<String> command;
    private final Path log;
    private final int httpPort;
    private final int gossipPort;
    private final String id;
    private Process process;

    NodeProcess(
            Path jar,
            String id,
            int httpPort,
            int gossipPort,
            List<Integer> peers,
            String... more) {
        this(jar, id, httpPort, gossipPort, peers, List.of("-Xmx256m"), more);
    }

    /**
     * @param jvmOptions options of the JVM
     * @param more arguments of the node
     */
    NodeProcess(
            Path jar,
            String id,
            int httpPort,
            int gossipPort,
            List<Integer> peers,
            List<String> jvmOptions,
            String... more) {
        this.id = id;
        this.httpPort = httpPort;
        this.gossipPort = gossipPort;
        this.command = new ArrayList<>();
        this.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        this.command.addAll(jvmOptions);
        this.command.addAll(
                List.of(
                        "-jar",
                        jar.toString(),
                        "--server.port=" + httpPort,
                        "--server.address=127.0.0.1",
                        "--spring.security.user.password=" + PASSWORD,
                        "--chorus.node-id=" + id,
                        "--chorus.gossip.bind=127.0.0.1:" + gossipPort));
        for (int i = 0; i < peers.size(); i++) {
            this.command.add("--chorus.gossip.peers[" + i + "]=127.0.0.1:" + peers.get(i));
        }
        this.command.addAll(List.of(more));
        this.log = Path.of("target", "measure-" + id + ".log");
        start();
    }

    void start() {
        try {
            this.process =
                    new ProcessBuilder(this.command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
                            .start();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    String id() {
        return this.id;
    }

    int gossipPort() {
        return this.gossipPort;
    }

    long pid() {
        return this.process.pid();
    }

    Reading read() {
        JsonNode body = get("/api/v1/node");
        return new Reading(
                body.get("phase").asDouble(),
                body.get("frequencyHz").asDouble(),
                body.get("atNanos").asLong(),
                body.get("peers").get("live").asInt(),
                body.get("peers").get("evicted").asLong(),
                body);
    }

    JsonNode get(String path) {
        return JSON.readTree(send(request(path).GET()));
    }

    String text(String path) {
        return send(request(path).GET());
    }

    void kick(double radians) {
        post("/api/v1/node/phase", "{\"kick\":" + radians + "}");
    }

    private void post(String path, String body) {
        send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        String credentials =
                Base64.getEncoder()
                        .encodeToString(("operator:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.httpPort + path))
                .header("Authorization", "Basic " + credentials);
    }

    private static String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Ends it in order. */
    void stop() {
        this.process.destroy();
        await();
    }

    /** Ends it as a crash does. */
    void kill() {
        this.process.destroyForcibly();
        await();
    }

    private void await() {
        try {
            if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException(this.id + " does not end");
            }
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Processor time used so far, user and system, seconds. */
    double cpuSeconds() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
        await();
    }
}
