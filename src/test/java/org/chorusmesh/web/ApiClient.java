package org.chorusmesh.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP with the application under test. */
final class ApiClient {

    private final HttpClient client = HttpClient.newHttpClient();

    private final String root;

    ApiClient(int port) {
        this.root = "http://127.0.0.1:" + port;
    }

    String root() {
        return this.root;
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** With the operator's credentials. */
    Answer write(String method, String path, String body, String... headers) {
        return as("operator", method, path, body, headers);
    }

    /** With somebody's credentials. */
    Answer as(String user, String method, String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Authorization");
        all.add(credentials(user));
        if (body != null && !all.contains("Content-Type")) {
            all.add("Content-Type");
            all.add("application/json");
        }
        return send(method, path, body, all.toArray(String[]::new));
    }

    private static String credentials(String user) {
        byte[] pair = (user + ":secret").getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.BodyPublisher publisher =
                (body != null)
                        ? HttpRequest.BodyPublishers.ofString(body)
                        : HttpRequest.BodyPublishers.noBody();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(this.root + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, publisher);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return new Answer(
                    this.client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return this.response.statusCode();
        }

        String header(String name) {
            return this.response.headers().firstValue(name).orElse(null);
        }

        String body() {
            return this.response.body();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(this.response.body());
        }

        List<String> fieldsAtFault() {
            return json().path("errors")
                    .valueStream()
                    .map((error) -> error.get("field").stringValue())
                    .toList();
        }
    }
}
