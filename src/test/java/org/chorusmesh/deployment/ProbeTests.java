package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The health check of the image, against a server that answers as told. */
@EnabledOnOs(OS.LINUX)
class ProbeTests {

    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    ProbeTests() throws IOException {}

    @BeforeEach
    void start() {
        answer("/ready", 200, "{\"status\":\"UP\"}");
        answer("/not-ready", 503, "{\"status\":\"DOWN\"}");
        this.server.start();
    }

    @AfterEach
    void stop() {
        this.server.stop(0);
    }

    @Test
    void readyNodeIsHealthyAndTheAnswerIsPrinted() throws IOException, InterruptedException {
        Outcome outcome = probe("/ready");
        assertThat(outcome.status).isZero();
        assertThat(outcome.output).isEqualTo("{\"status\":\"UP\"}\n");
    }

    @Test
    void nodeThatIsNotReadyIsNotHealthy() throws IOException, InterruptedException {
        assertThat(probe("/not-ready").status).isEqualTo(1);
        assertThat(probe("/elsewhere").status).isEqualTo(1);
    }

    @Test
    void nodeThatDoesNotListenIsNotHealthy() throws IOException, InterruptedException {
        this.server.stop(0);
        assertThat(probe("/ready").status).isEqualTo(1);
    }

    private void answer(String path, int status, String body) {
        this.server.createContext(
                path,
                (exchange) -> {
                    try (exchange) {
                        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(status, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
    }

    private Outcome probe(String path) throws IOException, InterruptedException {
        String port = Integer.toString(this.server.getAddress().getPort());
        Process process =
                new ProcessBuilder("bash", "src/main/docker/probe", path, "127.0.0.1", port)
                        .redirectErrorStream(true)
                        .start();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private record Outcome(int status, String output) {}
}
