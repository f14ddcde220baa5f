package org.chorusmesh.deployment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * As much of a Kubernetes API server as a chart's {@code lookup} of a Secret needs. Helm is pointed
 * at it, so that no test ever asks a cluster that the developer happens to be logged in to.
 */
final class FakeCluster implements AutoCloseable {

    private static final String RESOURCES =
            """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "v1", "resources": [
             {"name": "secrets", "singularName": "secret", "namespaced": true, "kind": "Secret", "verbs": ["get"]}]}
            """;

    private static final String NOT_FOUND =
            """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}
            """;

    private final HttpServer server;

    private final Map<String, String> secrets;

    /**
     * Starts it.
     *
     * @param secrets what it holds: data in JSON by {@code namespace/name}
     */
    FakeCluster(Map<String, String> secrets) throws IOException {
        this.secrets = secrets;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", this::answer);
        this.server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String[] parts = path.split("/");
        if (path.equals("/api/v1")) {
            send(exchange, 200, RESOURCES);
        } else if (parts.length == 7 && parts[5].equals("secrets")) {
            String data = this.secrets.get(parts[4] + "/" + parts[6]);
            if (data != null) {
                String secret =
                        "{\"kind\": \"Secret\", \"apiVersion\": \"v1\", \"data\": " + data + "}";
                send(exchange, 200, secret);
            } else {
                send(exchange, 404, NOT_FOUND);
            }
        } else {
            send(exchange, 404, NOT_FOUND);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Writes the file that {@code KUBECONFIG} names. */
    Path writeConfig(Path directory) throws IOException {
        String config =
                """
                apiVersion: v1
                kind: Config
                current-context: fake
                contexts: [{name: fake, context: {cluster: fake, user: fake}}]
                clusters: [{name: fake, cluster: {server: "http://%s:%d"}}]
                users: [{name: fake, user: {}}]
                """;
        InetSocketAddress address = this.server.getAddress();
        return Files.writeString(
                directory.resolve("kubeconfig"),
                config.formatted(address.getAddress().getHostAddress(), address.getPort()));
    }

    @Override
    public void close() {
        this.server.stop(0);
    }
}
