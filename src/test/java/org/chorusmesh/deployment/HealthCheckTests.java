package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.ChorusApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The image's health check finds a real node, however the node was told where to answer. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
class HealthCheckTests {

    private static final String PROBE = "src/main/docker/probe";

    private static final Duration START = Duration.ofSeconds(90);

    @TempDir private Path directory;

    @Test
    void environmentMovesTheProbes() throws IOException {
        Map<String, String> environment =
                Map.of(
                        "SERVER_PORT", "0",
                        "SERVER_SERVLET_CONTEXT_PATH", "/beat",
                        "MANAGEMENT_SERVER_PORT", "0",
                        "MANAGEMENT_SERVER_BASE_PATH", "/manage",
                        "MANAGEMENT_ENDPOINTS_WEB_BASE_PATH", "/ops",
                        "CHORUS_WEB_ADDRESS_FILE", address().toString());
        Process node = start(environment);
        try {
            awaitReady(node);
            assertThat(address()).content().matches("http://127\\.0\\.0\\.1:\\d+/beat\n");
            node.destroy();
            await().atMost(START).until(() -> !node.isAlive());
            assertThat(address()).doesNotExist();
        } finally {
            node.destroyForcibly();
        }
    }

    @Test
    void filesMoveTheProbes() throws IOException {
        Path tree = Files.createDirectory(this.directory.resolve("secrets"));
        Files.writeString(tree.resolve("server.port"), "0");
        Files.writeString(tree.resolve("server.servlet.context-path"), "/from-a-file");
        Process node =
                start(
                        Map.of(
                                "SPRING_CONFIG_IMPORT",
                                "configtree:" + tree + "/",
                                "CHORUS_WEB_ADDRESS_FILE",
                                address().toString()));
        try {
            awaitReady(node);
            assertThat(address()).content().endsWith("/from-a-file\n");
        } finally {
            node.destroyForcibly();
        }
    }

    @Test
    void argumentsMoveTheProbes() throws IOException {
        try (ConfigurableApplicationContext context =
                run(
                        "--server.address=127.0.0.2",
                        "--spring.mvc.servlet.path=/mvc",
                        "--server.servlet.context-path=/beat",
                        "--management.server.port=0")) {
            assertThat(context.isRunning()).isTrue();
            await().atMost(START).until(() -> probe("/readyz").status() == 0);
            assertThat(address()).content().matches("http://127\\.0\\.0\\.2:\\d+/beat/mvc\n");
        }
    }

    @Test
    void nodeThatSpeaksTlsIsNotTakenForOneThatDoesNotAnswer()
            throws IOException, InterruptedException {
        Path keys = this.directory.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=node",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                keys.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(this.directory.resolve("keytool.log").toFile())
                        .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        try (ConfigurableApplicationContext context =
                run("--server.ssl.key-store=" + keys, "--server.ssl.key-store-password=changeit")) {
            assertThat(context.isRunning()).isTrue();
            assertThat(address()).content().startsWith("https://127.0.0.1:");
            assertThat(probe("/readyz").errors()).contains("does not speak https");
        }
    }

    @Test
    void fileThatCannotBeWrittenDoesNotStopTheNode(CapturedOutput output) {
        Path nowhere = this.directory.resolve("no/such/directory");
        try (ConfigurableApplicationContext context = runWithFile(nowhere)) {
            assertThat(context.isRunning()).isTrue();
            assertThat(output).contains("The web server's address cannot be written to " + nowhere);
        }
    }

    private ConfigurableApplicationContext run(String... arguments) {
        return runWithFile(address(), arguments);
    }

    private ConfigurableApplicationContext runWithFile(Path file, String... arguments) {
        List<String> all = new ArrayList<>();
        all.add("--server.port=0");
        all.add("--chorus.gossip.bind=127.0.0.1:0");
        all.add("--chorus.web.address-file=" + file);
        all.addAll(List.of(arguments));
        return SpringApplication.run(ChorusApplication.class, all.toArray(String[]::new));
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ChorusApplication.class.getName(),
                                "--chorus.gossip.bind=127.0.0.1:0")
                        .redirectErrorStream(true)
                        .redirectOutput(this.directory.resolve("node.log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void awaitReady(Process node) {
        await().atMost(START)
                .failFast(
                        () ->
                                assertThat(node.isAlive())
                                        .as(Files.readString(this.directory.resolve("node.log")))
                                        .isTrue())
                .untilAsserted(
                        () -> {
                            BashProcess probe = probe("/readyz");
                            assertThat(probe.status()).as(probe.errors()).isZero();
                        });
        await().untilAsserted(() -> assertThat(probe("/api/v1/node").output()).contains("nodeId"));
    }

    private BashProcess probe(String path) throws IOException, InterruptedException {
        return BashProcess.run(
                Map.of("CHORUS_WEB_ADDRESS_FILE", address().toString()), PROBE, path);
    }

    private Path address() {
        return this.directory.resolve("address");
    }
}
