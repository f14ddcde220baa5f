package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.FreePorts;
import org.chorusmesh.gossip.LogContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for the fields of structured logs. */
class StructuredLogTests {

    @Test
    void nameTheServiceAndEachNodeOfAProcess(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Process process = start(log);
        try {
            for (String id : List.of("one", "demo-2")) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> !linesWith(log, "Node " + id + " is running").isEmpty());
            }
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(linesWith(log, ""))
                .allSatisfy(
                        (line) ->
                                assertThat(line.at("/service/name").stringValue(""))
                                        .as(line.toString())
                                        .isEqualTo("chorus"));
        for (String id : List.of("one", "demo-2")) {
            for (String matter :
                    List.of(" is running", " has said goodbye", " has left its mesh")) {
                assertThat(linesWith(log, "Node " + id + matter))
                        .singleElement()
                        .extracting((line) -> line.at("/chorus/nodeId").stringValue(""))
                        .as("Node " + id + matter)
                        .isEqualTo(id);
            }
        }
    }

    @Test
    void leaveTheContextOfACallersThreadAsItWas() {
        ChorusNode node = TestNodes.node(new FakeGossip());
        node.start();
        node.stop();
        assertThat(MDC.get(LogContext.NODE_ID)).isNull();
        MDC.put(LogContext.NODE_ID, "outer");
        try {
            LogContext.run(
                    "inner", () -> assertThat(MDC.get(LogContext.NODE_ID)).isEqualTo("inner"));
            assertThat(MDC.get(LogContext.NODE_ID)).isEqualTo("outer");
        } finally {
            MDC.remove(LogContext.NODE_ID);
        }
    }

    private static List<JsonNode> linesWith(Path log, String text) {
        try {
            return Files.readAllLines(log).stream()
                    .filter((line) -> line.startsWith("{") && line.endsWith("}"))
                    .map(JsonMapper.shared()::readTree)
                    .filter((line) -> line.path("message").stringValue("").contains(text))
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Process start(Path log) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChorusApplication.class.getName(),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--logging.structured.format.console=ecs",
                        "--chorus-demonstration.enabled=true",
                        "--chorus.node-id=one",
                        "--chorus.join=free",
                        "--chorus.gossip.bind=127.0.0.1:" + FreePorts.next(),
                        "--chorus.gossip.peers=127.0.0.1:" + FreePorts.next())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
